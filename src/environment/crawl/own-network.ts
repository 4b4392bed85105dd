import { BlockList, isIPv6 } from 'node:net';

const own = new BlockList();
// RFC 1918, 6598, 3927, 4193, 4291: addresses that no router of the internet knows.
for (const [net, prefix] of [
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
] as const)
  own.addSubnet(net, prefix, 'ipv4');
for (const [net, prefix] of [
  ['::1', 128],
  ['fc00::', 7],
  ['fe80::', 10],
] as const)
  own.addSubnet(net, prefix, 'ipv6');

/** Whether an address can be reached from its own network alone. */
export function isPrivateAddress(address: string): boolean {
  const plain = address.startsWith('::ffff:') ? address.slice('::ffff:'.length) : address;
  return own.check(plain, isIPv6(plain) ? 'ipv6' : 'ipv4');
}
