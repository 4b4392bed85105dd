import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareDebian } from './debian.js';

// Orders as `dpkg --compare-versions` gives them.
test.each([
  ['1.0-1', '1.0-1', 0, 'none'],
  ['0:1.0-1', '1.0-1', 0, 'none'],
  ['1.0', '1.0-0', 0, 'none'],
  ['1.00-1', '1.0-1', 0, 'none'],
  ['1:1.0', '2.0', 1, 'major'],
  ['3.0.15-1~deb12u1', '3.0.15-1', -1, 'patch'],
  ['3.0.15-1~deb12u1', '3.0.15-1~deb12u2', -1, 'patch'],
  ['1.2.3-1', '1.2.3-1ubuntu1', -1, 'patch'],
  ['2.36-9+deb12u8', '2.36-9+deb12u10', -1, 'patch'],
  ['1.10-1', '1.9-1', 1, 'minor'],
  ['1.0~rc1-1', '1.0-1', -1, 'minor'],
  ['1.0a', '1.0+', -1, 'minor'],
  ['1.0a', '1.0', 1, 'minor'],
  ['16.4-1', '15.8-1', 1, 'major'],
  ['1.0-2-1', '1.0-10-1', -1, 'minor'],
])('%s against %s is %i (%s)', (a, b, order, distance) => {
  expect(compareDebian(a, b)).toEqual({ order, distance });
  expect(compareDebian(b, a)?.order).toBe(order === 0 ? 0 : -order);
});

test.each(['', 'latest', '1.0 beta', 'a:1.0', '1.0_2'])('says of %j that it is none', (text) => {
  expect(compareDebian(text, '1.0-1')).toBeUndefined();
});

test('is one order: what is newer than the newer is newer', () => {
  const piece = fc.constantFrom('0', '1', '9', '10', 'a', 'z', '~', '+', '.');
  const version = fc.array(piece, { maxLength: 5 }).map((pieces) => `1${pieces.join('')}`);
  fc.assert(
    fc.property(version, version, version, (a, b, c) => {
      const order = (x: string, y: string) => compareDebian(x, y)!.order;
      if (order(a, b) <= 0 && order(b, c) <= 0) expect(order(a, c)).toBeLessThanOrEqual(0);
      expect(order(a, b) + order(b, a)).toBe(0);
    }),
  );
});
