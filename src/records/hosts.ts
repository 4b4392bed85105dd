const octet = '(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])';
const loopbackNetwork = new RegExp(`^127(?:\\.${octet}){3}$`);

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
  return loopbackNetwork.test(address);
}

/** Whether an address leads to this very machine: figures of what answers there are those of a shared machine. */
export function isOnThisMachine(url: string): boolean {
  return URL.canParse(url) && isLoopback(new URL(url).hostname);
}

/** Lower case, without an IPv6 literal's brackets and a name's final dot. */
export function bare(host: string): string {
  return host
    .toLowerCase()
    .replace(/^\[(.*)\]$/, '$1')
    .replace(/\.$/, '');
}
