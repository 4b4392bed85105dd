import fc from 'fast-check';
import { expect, test } from 'vitest';
import { settledFailure } from './settled-text.js';

test.each<[what: string, one: string, again: string]>([
  ['colours', '\u001b[31mno\u001b[0m', 'no'],
  ['white space', ' no\n  stock ', 'no stock'],
  ['a UUID', 'F81D4FAE-7DEC-11D0-A765-00A0C91E6BF6', '0b1d4fae-1dec-21d0-b765-10a0c91e6bf7'],
  ['a hexadecimal id', 'order 3f2a9c1b7d', 'order 99b2c1aa07'],
  ['an address', 'at 0x7f3a2b4c5d60', 'at 0x55d0e1a2b3c4'],
  ['a long id', 'session V1StGXR8Z5jdHi6BmyT', 'session q9w8e7r6t5y4u3i2o1p0'],
  ['a date', 'since 2026-11-20', 'since 2026-12-24'],
  ['a moment', '2026-11-20T12:00:00.123Z', '2026-12-24 08:15:01+0100'],
  ['a clock', 'at 09:05:00', 'at 23:59:59.123'],
  ['a port', 'http://127.0.0.1:41873/cart', 'http://127.0.0.1:80/cart'],
  ['a duration', 'after 812ms or 1.5 s', 'after 9ms or 11 s'],
  ['how often', '14 × found none', '2 × found none'],
  ['milliseconds since 1970', 'key 1795255200000', 'key 1795255209999'],
])('%s is settled', (_, one, again) => {
  expect(settledFailure(again)).toBe(settledFailure(one));
});

test.each<[what: string, one: string, other: string]>([
  ['an answer', 'got 404', 'got 500'],
  ['a sum', 'costs 1205.00', 'costs 9999.00'],
  ['a share', 'used 19 %', 'used 95 %'],
  ['a size', 'got 10 kB', 'got 712 kB'],
  ['an order by number', 'order 48213', 'order 7121'],
  ['a time of day', 'opens at 09:30', 'opens at 03:00'],
  ['a word with a digit', 'PayPalCheckout1', 'EvilGateway666'],
  ['case', 'pay', 'PAY'],
  ['the last of very many words', `${'word '.repeat(100_000)}one`, `${'word '.repeat(100_000)}two`],
])('%s stays', (_, one, other) => {
  expect(settledFailure(other)).not.toBe(settledFailure(one));
});

test('a text without digits stays as it is, but for its white space', () => {
  fc.assert(
    fc.property(fc.array(fc.stringMatching(/^[a-zäé“”!?.,=<>-]{1,20}$/)), (words) => {
      expect(settledFailure(words.join(' \n'))).toBe(words.join(' '));
    }),
  );
});

test('what is said before a call log stays in its order, and its lines count once', () => {
  const log = 'Error: no\nCall log:\n  - b\n  - a\n    3 × a';
  expect(settledFailure(log)).toBe('Error: no\nCall log:\na\nb');
  expect(settledFailure('b\na\na')).toBe('b a a');
});

test.each<[what: string, text: string]>([
  ['digits', '1'.repeat(2_000_000)],
  ['words with a digit at their end', `${'a'.repeat(1_000_000)}1 `.repeat(2)],
  ['parts of addresses', '://'.repeat(500_000)],
  ['white space', ' '.repeat(2_000_000)],
  ['lines', '\n'.repeat(2_000_000)],
  ['halves of UUIDs', 'f81d4fae-7dec-'.repeat(100_000)],
])('millions of %s are settled in no more time than other text', (_, text) => {
  expect(settledFailure(text).length).toBeLessThanOrEqual(text.length);
});
