import { expect, test } from 'vitest';
import type { JudgedCheck } from '../records/verdict.js';
import { fellShort } from '../verdict/decided.test-data.js';
import { withOutage } from './attribution.js';
import { failureOf } from './failure.js';

function failed(change: Partial<JudgedCheck>): string {
  return failureOf(
    fellShort('journeys/a', 'failed', { failingStep: 'pays by card', message: 'no "Thank you"', ...change }),
  );
}

test.each<[what: string, one: Partial<JudgedCheck>, again: Partial<JudgedCheck>]>([
  ['ids', { message: 'order 3f2a9c1b7d is gone' }, { message: 'order 99b2c1aa07 is gone' }],
  ['UUIDs', { actual: 'f81d4fae-7dec-11d0-a765-00a0c91e6bf6' }, { actual: '0b1d4fae-1dec-21d0-b765-10a0c91e6bf7' }],
  ['times', { message: 'since 2026-11-20T12:00:00.123Z' }, { message: 'since 2026-12-24T08:15:01.5Z' }],
  ['ports', { message: 'at http://127.0.0.1:41873/cart' }, { message: 'at http://127.0.0.1:35001/cart' }],
  ['durations', { message: 'no button after 812 ms' }, { message: 'no button after 1044 ms' }],
  ['how often it was tried', { message: 'no "Thank you" (2 attempts)' }, { message: 'no "Thank you"' }],
  [
    'what a measured quantity came to',
    { expected: '<= 2500', actual: '2612.4' },
    { expected: '<= 2500', actual: '912' },
  ],
  [
    'how far a limit was exceeded',
    { reasonCode: 'limit-exceeded', message: '11.7 % of 1,320 are over 800 ms' },
    { reasonCode: 'limit-exceeded', message: '9 % of 1,318 are over 800 ms' },
  ],
  [
    'by how much it is slower than before, and of how many runs',
    {
      reasonCode: 'slower-than-before',
      message: 'p(95): 302 ms, 2.00× the 151 ms of 7 earlier runs; 95 % sure of at least 1.94× (1.30× may be).',
      actual: '302 ms: 2.00×',
    },
    {
      reasonCode: 'slower-than-before',
      message: 'p(95): 254.5 ms, 1.71× the 149 ms of 10 earlier runs; 95 % sure of at least 1.6× (1.30× may be).',
      actual: '254.5 ms: 1.71×',
    },
  ],
  [
    'how fast it grows',
    {
      reasonCode: 'grows',
      message: 'held_bytes: +5960 % an hour, from 1.01 MB to 1.5 MB; 95 % sure',
      actual: '+5960 %',
    },
    { reasonCode: 'grows', message: 'held_bytes: +41.2 % an hour, from 1 MB to 1.3 MB; 95 % sure', actual: '+41.2 %' },
  ],
  [
    'an outage, and whose matter it is',
    {
      message: withOutage('no "Thank you"', { at: '', thirdParty: 'pay (EU)', up: false, detail: '(503)' }),
      attribution: 'third-party',
    },
    { attribution: 'product' },
  ],
  [
    'where a long message was cut',
    { message: `${'x '.repeat(145)}in 9 ms, a…` },
    { message: `${'x '.repeat(145)}in 10 ms, …` },
  ],
])('%s make no other failure', (_, one, again) => {
  expect(failed(again)).toBe(failed(one));
});

test.each<[what: string, one: Partial<JudgedCheck>, other: Partial<JudgedCheck>]>([
  ['another answer', { actual: '500' }, { actual: '404' }],
  ['another button', { message: 'no button "Pay"' }, { message: 'no button "Cart"' }],
  ['another price', { actual: '"€93.80"' }, { actual: '"€12.00"' }],
  [
    'one more finding',
    { reasonCode: 'findings', actual: '1 × violation' },
    { reasonCode: 'findings', actual: '2 × violation' },
  ],
  [
    'another test of another tool’s report',
    { steps: ['max<10', 'p(95)<500'].map((title) => ({ title, durationMs: 0, failed: true })) },
    { steps: ['max<10', 'p(99)<900'].map((title) => ({ title, durationMs: 0, failed: true })) },
  ],
  ['another sum of the same length', { actual: '€1205.00' }, { actual: '€9999.00' }],
  ['another share', { actual: '19 %' }, { actual: '95 %' }],
  ['another time of day', { actual: '09:30' }, { actual: '03:00' }],
  ['another word with a digit', { actual: 'PayPalCheckout1' }, { actual: 'EvilGateway666' }],
  ['the same word in another case', { actual: '"pay"' }, { actual: '"PAY"' }],
  [
    'another finding beside the same first one',
    { reasonCode: 'findings', actual: '2 × violation: contrast at /; link without name at /' },
    { reasonCode: 'findings', actual: '2 × violation: contrast at /; field without label at /pay' },
  ],
  ['another step', { failingStep: 'pays by card' }, { failingStep: 'signs in' }],
  ['a time-out instead of a wrong answer', { reasonCode: 'assertion-failed' }, { reasonCode: 'step-timed-out' }],
  ['a failure instead of a flake', { outcome: 'flaky' }, { outcome: 'failed' }],
  ['the same of another check', { id: 'journeys/a' }, { id: 'journeys/b' }],
])('%s is another failure', (_, one, other) => {
  expect(failed(other)).not.toBe(failed(one));
});

/** Of the message's own text: what the words of two failures differ in. */
const said = (message: string): string => failed({ message });

const uuids = ['F81D4FAE-7DEC-11D0-A765-00A0C91E6BF6', '0b1d4fae-1dec-21d0-b765-10a0c91e6bf7'] as const;

test.each<[what: string, one: string, again: string]>([
  ['a UUID', ...uuids],
  ['a moment', '"2026-11-20T12:00:00.123Z"', '"2026-12-24T08:15:01Z"'],
  ['a moment with an offset', '2026-11-20T12:00:00+01:00', '2030-12-24T08:15-10:00'],
  ['a moment without one', 'at 2026-11-20T12:00:00.', 'at 2026-12-24T08:15:01.'],
  ['a port', 'http://localhost:41873/cart', 'http://localhost:80/cart'],
])('%s in what was found or expected makes no other failure', (_, one, again) => {
  expect(failed({ actual: again })).toBe(failed({ actual: one }));
  expect(failed({ expected: again })).toBe(failed({ expected: one }));
});

test.each<[what: string, one: string, other: string]>([
  ['what comes after thousands of characters', `${'word '.repeat(2000)}1`, `${'word '.repeat(2000)}2`],
  ['a number after a colon', 'sum:41873', 'sum:35001'],
  ['another host', 'http://localhost:41873/', 'http://example.com:41873/'],
  ['a date', '2026-11-20', '2026-12-24'],
  ['white space', 'a  b', 'a b'],
  ['a bound that is not first', 'max <= 2500', 'max <= 2400'],
  ['nothing instead of null', '', 'null'],
])('%s in what was found or expected makes another failure', (_, one, other) => {
  expect(failed({ actual: other })).not.toBe(failed({ actual: one }));
  expect(failed({ expected: other })).not.toBe(failed({ expected: one }));
});

test.each(['< 5', '> 5', '≤ 5', '≥ 5', '<= 5', '>= 5'])('what must be %s is a measured quantity', (expected) => {
  expect(failed({ expected, actual: '1,912.5 ms' })).toBe(failed({ expected, actual: '7 ms' }));
});

test('of its steps only those that failed are part of it, without their ids', () => {
  const step = (title: string, isFailed: boolean) => ({ title, durationMs: 1, failed: isFailed });
  const one = failed({ steps: [step('signs in', false), step('order 3f2a9c1b7d', true)] });
  expect(failed({ steps: [step('order 99b2c1aa07', true)] })).toBe(one);
  expect(failed({ steps: [step('order 3f2a9c1b7d', false)] })).toBe(failed({}));
});

test('a message differs by what is said at its very end, unless it was cut there', () => {
  const long = 'a word '.repeat(1000);
  expect(said(`${long}here`)).not.toBe(said(`${long}there`));
});
