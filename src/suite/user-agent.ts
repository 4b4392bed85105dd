import { version } from '../version.js';

/** What marks a request as ours: `gonogo/<version> run/<id>`, or `run/by-hand` outside of the engine. */
export function userAgentMark(env: NodeJS.ProcessEnv): string {
  return env['GONOGO_USER_AGENT'] ?? `gonogo/${version} run/by-hand`;
}
