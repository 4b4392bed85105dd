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
