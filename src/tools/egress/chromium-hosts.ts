import { isIP } from 'node:net';
import { bare } from '../../records/hosts.js';

// Chromium's patterns know no networks.
const loopbackInChromium = ['localhost', '127.0.0.1', '::1'];

/** Whether Chromium reaches a host whatever is listed. */
export function isAlwaysReached(host: string): boolean {
  return loopbackInChromium.includes(bare(host));
}

/**
 * The value of Chromium's `--host-resolver-rules`: whatever is not listed has no address, so that no connection is
 * made, be it a link, a redirect, a preconnect or an address typed as digits. Of loopback addresses only 127.0.0.1 and
 * ::1 are reached, unless others are listed.
 */
export function chromiumResolverRules(list: readonly string[]): string {
  const reachable = new Set([...loopbackInChromium, ...list.map(bare)]);
  const excluded = [...reachable].map((host) => `EXCLUDE ${isIP(host) === 6 ? `[${host}]` : host}`);
  return ['MAP * ~NOTFOUND', ...excluded].join(', ');
}
