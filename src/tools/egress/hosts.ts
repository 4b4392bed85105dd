import { isIP, isIPv4 } from 'node:net';

/**
 * Whether a host is one of the listed: exact names or addresses, or `*.domain` for every name below it (not the domain
 * itself). Loopback is not implied: see `isLoopback`.
 */
export function isAllowedHost(host: string, list: readonly string[]): boolean {
  const name = bare(host);
  return list
    .map(bare)
    .some((pattern) =>
      pattern.startsWith('*.') ? name.endsWith(pattern.slice(1)) && name !== pattern.slice(2) : name === pattern,
    );
}

/**
 * `localhost`, 127.0.0.0/8 and ::1, written plainly. Names below `localhost` and other spellings of an address
 * (`127.1`, `0x7f000001`) are left to the list: what resolves them decides where they lead.
 */
export function isLoopback(host: string): boolean {
  const name = bare(host);
  if (name === 'localhost' || name === '::1') return true;
  const address = name.startsWith('::ffff:') ? name.slice('::ffff:'.length) : name;
  return isIPv4(address) && address.startsWith('127.');
}

/** Lower case, without an IPv6 literal's brackets and a name's final dot. */
export function bare(host: string): string {
  return host
    .toLowerCase()
    .replace(/^\[(.*)\]$/, '$1')
    .replace(/\.$/, '');
}

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
