import { version } from '../version.js';

/** What marks a request as ours: `gonogo/<version> run/<id>`, or `run/by-hand` outside of the engine. */
export function userAgentMark(env: NodeJS.ProcessEnv): string {
  return env['GONOGO_USER_AGENT'] ?? `gonogo/${version} run/by-hand`;
}

/**
 * A user agent with the mark, and before it the test that sends the request: `test/journeys/guest-checkout.spec.ts:3`, so
 * that a line of staging's log says which journey it belongs to.
 */
export function userAgentOfTest(userAgent: string, mark: string, test: { file: string; line: number }): string {
  const [, place] = /(?:^|.*[\\/])suites[\\/]([\w./\\-]+)$/.exec(test.file) ?? [];
  const device = userAgent.replace(mark, '').trim();
  const words = [device, place === undefined ? '' : `test/${place.replaceAll('\\', '/')}:${test.line}`, mark];
  return words.filter((word) => word !== '').join(' ');
}
