import { isIPv4, isIPv6 } from 'node:net';

interface Network {
  first: bigint;
  bits: number;
}

/** Every network, in CIDR notation, that together hold all addresses but the given ones (addresses or networks). */
export function networksWithout(allowed: readonly string[]): string[] {
  const four = allowed.filter((text) => isIPv4(hostPart(text))).map((text) => networkOf(text, 32, numberOfIPv4));
  const six = allowed.filter((text) => isIPv6(hostPart(text))).map((text) => networkOf(text, 128, numberOfIPv6));
  const all = { first: 0n, bits: 0 };
  return [
    ...split(all, four, 32).map(({ first, bits }) => `${spellIPv4(first)}/${bits}`),
    ...split(all, [...six, mappedIPv4], 128).map(({ first, bits }) => `${spellIPv6(first)}/${bits}`),
  ];
}

/** IPv4 written as IPv6: Go judges such an address, and such a network, as IPv4. */
const mappedIPv4 = networkOf('::ffff:0:0/96', 128, numberOfIPv6);

/** The parts of `network` that hold none of `kept`, halving where one lies inside. */
function split(network: Network, kept: readonly Network[], width: number): Network[] {
  const inside = kept.filter((one) => overlap(network, one, width));
  if (inside.length === 0) return [network];
  if (inside.some(({ bits }) => bits <= network.bits)) return [];
  const bits = network.bits + 1;
  const second = network.first + (1n << BigInt(width - bits));
  return [...split({ first: network.first, bits }, inside, width), ...split({ first: second, bits }, inside, width)];
}

function overlap(a: Network, b: Network, width: number): boolean {
  const shift = BigInt(width - Math.min(a.bits, b.bits));
  return a.first >> shift === b.first >> shift;
}

function hostPart(text: string): string {
  return text.split('/')[0] ?? '';
}

function networkOf(text: string, width: number, read: (address: string) => bigint): Network {
  const [address = '', bits] = text.split('/');
  return { first: read(address), bits: bits === undefined ? width : Number(bits) };
}

function numberOfIPv4(address: string): bigint {
  return address.split('.').reduce((sum, part) => sum * 256n + BigInt(part), 0n);
}

function numberOfIPv6(address: string): bigint {
  // URL spells every IPv6 address alike: lower case, digits for an embedded IPv4, at most one `::`.
  const [head = '', tail] = new URL(`http://[${address.replace(/%.*$/, '')}]/`).hostname.slice(1, -1).split('::');
  const groups = (part: string): string[] => (part === '' ? [] : part.split(':'));
  const before = groups(head);
  const after = tail === undefined ? [] : groups(tail);
  const all =
    tail === undefined ? before : [...before, ...Array<string>(8 - before.length - after.length).fill('0'), ...after];
  return all.reduce((sum, group) => sum * 65536n + BigInt(`0x${group}`), 0n);
}

function spellIPv4(first: bigint): string {
  return [24n, 16n, 8n, 0n].map((shift) => String((first >> shift) & 255n)).join('.');
}

function spellIPv6(first: bigint): string {
  return Array.from({ length: 8 }, (_, i) => ((first >> BigInt(112 - 16 * i)) & 65535n).toString(16)).join(':');
}
