import { expect, test } from 'vitest';
import type { Measured } from '../records/evidence.js';
import type { JudgedCheck } from '../records/verdict.js';
import { fellShort } from '../verdict/decided.test-data.js';
import { failureOf } from './failure.js';

function failed(change: Partial<JudgedCheck>): string {
  return failureOf(
    fellShort('journeys/a', 'failed', { failingStep: 'pays by card', message: 'no "Thank you"', ...change }),
  );
}

/** Of the message's own text: what the words of two failures differ in. */
const said = (message: string): string => failed({ message });

test.each<[what: string, one: string, again: string]>([
  ['a date', 'since 2026-11-20', 'since 2026-12-24'],
  ['a moment with an offset', 'at 2026-11-20T12:00:00+01:00', 'at 2026-12-24T08:15:01-10:00'],
  ['a moment without an offset', 'at 2026-11-20T12:00:00 it', 'at 2031-02-03T04:55:16.7 it'],
  ['a time of day', 'at 9:05', 'at 23:59'],
  ['a time of day with seconds', 'at 9:05:01', 'at 23:59:59.123'],
  ['a UUID', 'order F81D4FAE-7DEC-11D0-A765-00A0C91E6BF6', 'order 0b1d4fae-1dec-21d0-b765-10a0c91e6bf7'],
  ['a UUID with words in it', 'abcdefab-0000-4000-8000-aabcdefabcde', 'bacdefab-1111-4000-9000-abbcdefabcdf'],
  ['a commit', 'of 8487357', 'of b2b95e5fe'],
  ['a long word with a digit', 'session sess_Zxcvb9ty', 'session q1w2e3r4t5y6'],
  ['a long word that begins with a digit', 'session 9zxcvbnmasdf', 'session 8qwertyuiopg'],
  ['a duration in seconds', 'after 8.25 s', 'after 11 s'],
  ['a duration in minutes', 'after 3min', 'after 14min'],
  ['a duration in hours', 'after 3 h', 'after 12 h'],
  ['a size', 'got 10 kB of 2 GiB', 'got 712 KB of 3.5 GiB'],
  ['a size in bytes', 'got 10b', 'got 7b'],
  ['a size in half-words', 'got 1 mib', 'got 20 mib'],
  ['a share', 'used 93 % or 4%', 'used 7.5 % or 12%'],
  ['a large number', 'order 41873', 'order 7121'],
  ['a fraction of many digits', 'at 12.345', 'at 1.0625'],
  ['white space and case', ' No\n  Stock ', 'no stock'],
])('%s in a message makes no other failure', (_, one, again) => {
  expect(said(again)).toBe(said(one));
});

test.each<[what: string, one: string, other: string]>([
  ['a status', 'got 404', 'got 500'],
  ['a small amount', 'costs 12.50', 'costs 12.60'],
  ['a word of hex letters alone', 'is defaced', 'is acceded'],
  ['a short id', 'seat a12b3c', 'seat a12b3d'],
  ['a word of eleven letters and digits', 'page paypalpage1', 'page klarnapage1'],
  ['a long word without a digit', 'no subscription', 'no authentication'],
  ['a number in groups', 'account 123_456_789_012', 'account 123_456_789_013'],
  ['a unit', 'after 5 ms', 'after 5 min'],
  ['a word that begins as a unit', 'takes 5 hats', 'takes 6 hats'],
  ['where attempts are told in the middle', 'no (2 attempts) left', 'no (3 attempts) left'],
])('%s in a message makes another failure', (_, one, other) => {
  expect(said(other)).not.toBe(said(one));
});

test('what a limit came to makes no other failure, and which limit it is makes one', () => {
  const exceeded = (message: string) => failed({ reasonCode: 'limit-exceeded', message });
  expect(exceeded('http_req_failed: 12 of 2,400 (1.5 %)')).toBe(exceeded('http_req_failed: 7 of 99 (3 %)'));
  expect(exceeded('http_req_failed: 12 of 24')).not.toBe(exceeded('http_req_duration: 12 of 24'));
});

test('of findings neither ids nor durations make another failure', () => {
  const found = (actual: string) => failed({ reasonCode: 'findings', actual });
  expect(found('1 × slow: 812 ms at /orders/3f2a9c1b7d')).toBe(found('1 × slow: 1044 ms at /orders/99b2c1aa07'));
});

test('another tool’s failures without a digest of them all are told apart by what is said of them', () => {
  const measured: Measured = {
    ...{ kind: 'foreign', format: 'junit', exitCode: 1, failures: [] },
    ...{ tests: 1, passed: 0, failed: 1, flaky: 0, skipped: 0 },
    period: { startedAt: '2026-11-20T12:00:00.000Z', durationMs: 1 },
  };
  const [one, other] = ['no stock', 'no price'].map((message) =>
    failureOf(fellShort('contracts/a', 'failed', { message }), measured),
  );
  expect(one).not.toBe(other);
});

// Waivers carry the sha256 of it: whoever changes one character here makes every waiver of every project worthless.
test('the text of a failure stays what it is from version to version', () => {
  const message =
    'No order 8487357 (sess_Zxcvb9ty) of f81d4fae-7dec-11d0-a765-00a0c91e6bf6 at 12:30, since 2026-11-20, in 8 ms, nor 41873';
  const actual = '€12.50 of f81d4fae-7dec-11d0-a765-00a0c91e6bf6 at http://a.example:81/ on 2026-11-20T12:00:00Z';
  expect(failed({ message, expected: '404', actual })).toBe(
    JSON.stringify([
      ...['journeys/a', 'failed', 'assertion-failed', 'pays by card'],
      'no order <id> (<id>) of <id> at <time>, since <time>, in <n> ms, nor <n>',
      ...['404', '€12.50 of <id> at http://a.example:<port>/ on <time>'],
    ]),
  );
  expect(failed({ reasonCode: 'limit-exceeded', message: '9 of 1,320' })).toContain('"<n> of <n>",null,null]');
});
