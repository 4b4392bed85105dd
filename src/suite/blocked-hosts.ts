import type { BrowserContext, Request } from '@playwright/test';
import { isAllowedHost } from '../records/hosts.js';
import { isAlwaysReached } from '../tools/egress/chromium-hosts.js';

// More names than these tell no more.
const mostNamed = 3;

/** Hosts that the pages of a context asked for in vain, since the run does not allow them. `stop` ends the watch. */
export function watchBlockedHosts(context: BrowserContext): { hosts: Set<string>; stop(): void } {
  const hosts = new Set<string>();
  const onFailed = (request: Request): void => {
    const host = blockedHost(request.url(), request.failure()?.errorText);
    if (host !== undefined) hosts.add(host);
  };
  context.on('requestfailed', onFailed);
  return { hosts, stop: () => void context.off('requestfailed', onFailed) };
}

/** The host that a request failed for by the run's own rule; undefined: for another reason, or there is no rule. */
export function blockedHost(url: string, error: string | undefined): string | undefined {
  const egress = process.env['GONOGO_EGRESS'];
  if (egress === undefined || error?.includes('ERR_NAME_NOT_RESOLVED') !== true || !URL.canParse(url)) return undefined;
  const { hostname } = new URL(url);
  return isAlwaysReached(hostname) || isAllowedHost(hostname, JSON.parse(egress) as string[]) ? undefined : hostname;
}

/** `gonogo's egress rule kept the browser from cdn.example.com: …`, and what to do. */
export function blockedInWords(hosts: Iterable<string>): string {
  const all = [...hosts];
  const more = all.length > mostNamed ? ` and ${all.length - mostNamed} more` : '';
  return (
    `gonogo's egress rule kept the browser from ${all.slice(0, mostNamed).join(', ')}${more}: ` +
    'if suites may reach it, list it in allowedHosts of staging.config.ts'
  );
}
