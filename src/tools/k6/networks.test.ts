import { BlockList, isIPv4 } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { networksWithout } from './networks.js';

function listOf(networks: readonly string[]): BlockList {
  const list = new BlockList();
  for (const network of networks) {
    const [address = '', bits] = network.split('/');
    list.addSubnet(address, Number(bits), isIPv4(address) ? 'ipv4' : 'ipv6');
  }
  return list;
}

describe('every network but', () => {
  it('loopback: everything else is in, and loopback is out', () => {
    const list = listOf(networksWithout(['127.0.0.0/8', '::1']));
    for (const inside of ['0.0.0.0', '10.0.0.1', '126.255.255.255', '128.0.0.0', '255.255.255.255'])
      expect(list.check(inside), inside).toBe(true);
    for (const outside of ['127.0.0.1', '127.0.0.0', '127.255.255.255'])
      expect(list.check(outside), outside).toBe(false);
    expect(list.check('2001:db8::1', 'ipv6')).toBe(true);
    expect(list.check('::2', 'ipv6')).toBe(true);
    expect(list.check('::1', 'ipv6')).toBe(false);
  });

  it('given addresses: exactly these are out', () => {
    const address = fc.ipV4();
    fc.assert(
      fc.property(
        fc.array(address, { minLength: 1, maxLength: 4 }),
        fc.array(address, { maxLength: 20 }),
        (allowed, others) => {
          const list = listOf(networksWithout(allowed));
          for (const one of allowed) expect(list.check(one)).toBe(false);
          for (const one of others) expect(list.check(one)).toBe(!allowed.includes(one));
        },
      ),
    );
  });

  it('nothing: all of it', () => {
    expect(networksWithout([])[0]).toBe('0.0.0.0/0');
  });
});
