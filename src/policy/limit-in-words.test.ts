import { describe, expect, test } from 'vitest';
import { parseLimit } from '../records/limit-expression.js';
import { countsOf } from './good-record.js';
import type { LimitMeasured } from '../records/load-measured.js';
import { outcomeOfLimit } from './outcome-of-limit.js';

const pay = 'http_req_duration{name:pay}';
const period = { startedAt: '2026-11-20T12:00:00.000Z', durationMs: 60_000 };

function told(metric: string, expression: string, samples: number, beyond: number, more: Partial<LimitMeasured> = {}) {
  const limit = parseLimit(metric, expression);
  const counts = { samples, beyond, blocks: [{ samples, beyond }] };
  return outcomeOfLimit({ ...countsOf(limit, 0), ...counts, ...more }, limit, 'k6');
}

describe('a limit tells in a sentence', () => {
  test.each<[metric: string, expression: string, samples: number, beyond: number, message: RegExp]>([
    [
      ...([pay, 'p(95)<800', 59, 0] as const),
      /^http_req_duration\{name:pay\}: 0 of 59 samples are on the wrong side of p\(95\)<800 \(5 % may be\); 95 % sure of 0 % to 4\.95 %\.$/,
    ],
    [
      ...(['http_req_failed', 'rate<0.01', 1000, 100] as const),
      /^http_req_failed: 100 of 1000 samples are on the wrong side of rate<0\.01 \(1 % may be\); 95 % sure of 8\.48 % to 11\.7 %\.$/,
    ],
    [
      ...(['own{a:1,b:2}', 'p(95)<800', 1000, 50] as const),
      /^own\{a:1,b:2\}: 50 of 1000 samples .* \(5 % may be\); 95 % sure of 3\.\d+ % to 6\.\d+ %: neither kept nor exceeded for sure\.$/,
    ],
    [
      ...([pay, 'p(95)<800', 58, 0] as const),
      /^http_req_duration\{name:pay\}: 0 of 58 samples .* \(5 % may be\); proof takes at least 59 samples\.$/,
    ],
    [
      ...(['http_req_failed', 'rate<1', 10, 10] as const),
      /^http_req_failed: 10 of 10 samples are on the wrong side of rate<1 \(100 % may be\)\.$/,
    ],
    [
      ...(['checks', 'rate>0.9', 100, 95] as const),
      /^checks: 5 of 100 samples are on the wrong side of rate>0\.9 \(10 % may be\); 95 % sure of 1\.\d+ % to 10\.\d+ %: neither/,
    ],
    [
      ...([pay, 'p(95)<800', 0, 0] as const),
      /^http_req_duration\{name:pay\} got no sample, so p\(95\)<800 says nothing\.$/,
    ],
  ])('of %s %s with %i samples, %i of them beyond', (metric, expression, samples, beyond, message) => {
    expect(told(metric, expression, samples, beyond).message).toMatch(message);
  });

  test.each([
    ['orders', 'count>=100', 100, 'orders adds up to 100, within count>=100.', '100'],
    ['orders{kind:new}', 'count<100', 100, 'orders{kind:new} adds up to 100, beyond count<100.', '100'],
    ['data_sent', 'count<2000', 1234.567, 'data_sent adds up to 1230 bytes, within count<2000.', '1230 bytes'],
    ['data_sent', 'count<2000', 1_234_567, 'data_sent adds up to 1234567 bytes, beyond count<2000.', '1234567 bytes'],
  ])('of %s %s at %d', (metric, expression, sum, message, actual) => {
    expect(told(metric, expression, 10, 0, { sum })).toMatchObject({
      message,
      actual,
      expected: `${metric} ${expression}`,
    });
  });
});

test.each([
  ['own', 'count<5', { sum: 5, outcome: 'failed' }],
  ['own', 'count<=5', { sum: 5, outcome: 'passed' }],
  ['own', 'count<=5', { sum: 5.001, outcome: 'failed' }],
  ['own', 'count>5', { sum: 5, outcome: 'failed' }],
  ['own', 'count>5', { sum: 5.001, outcome: 'passed' }],
  ['own', 'count>=5', { sum: 5, outcome: 'passed' }],
  ['own', 'count>=5', { sum: 4.999, outcome: 'failed' }],
  ['own', 'count>=5', { sum: 6, outcome: 'passed' }],
  ['own', 'count==5', { sum: 5, outcome: 'passed' }],
  ['own', 'count==5', { sum: 4, outcome: 'failed' }],
])('%s %s: %j, to the very edge', (metric, expression, { sum, outcome }) => {
  expect(told(metric, expression, 10, 0, { sum }).outcome).toBe(outcome);
});

test.each<[metric: string, expression: string, observed: number, actual: string]>([
  [pay, 'p(95)<800', 312.4567, '312 ms of 100 samples'],
  [pay, 'p(95)<800', 1312, '1312 ms of 100 samples'],
  ['http_req_failed', 'rate<0.01', 0.012345, '1.23 % of 100 samples'],
  ['own', 'max<9', 3.14159, '3.14 of 100 samples'],
  ['checks', 'rate>0.9', 1, '100 % of 100 samples'],
])('of %s %s what was seen is told with three digits: %d', (metric, expression, observed, actual) => {
  const found = told(metric, expression, 100, 0, { observed, period });
  expect(found).toMatchObject({ actual, expected: `${metric} ${expression}`, durationMs: 60_000 });
});

test('without a figure or a time, none is made up', () => {
  const found = told(pay, 'p(95)<800', 100, 0);
  expect([found.actual, found.durationMs]).toEqual([undefined, 0]);
});

// `max<…` and `p(100)<…` allow none, `p(95)>…` all but one: every sample on the wrong side keeps no such limit.
test.each([
  ['own', 'p(100)>5', 10, 10, 'failed'],
  ['own', 'p(100)>5', 10, 9, 'passed'],
  ['http_req_failed', 'rate<1', 10, 9, 'passed'],
  ['checks', 'rate>0', 10, 0, 'failed'],
  ['checks', 'rate>0', 10, 1, 'passed'],
  ['checks', 'rate>=0', 10, 0, 'passed'],
])('%s %s with %i samples, %i beyond or not zero: %s', (metric, expression, samples, beyond, outcome) => {
  expect(told(metric, expression, samples, beyond).outcome).toBe(outcome);
});

test('what fell short keeps its expectation, its figure and its time', () => {
  const facts = { expected: `${pay} p(95)<800`, actual: '5 ms of 100 samples', durationMs: 60_000 };
  const seen = { observed: 5, period };
  const { generator } = countsOf(parseLimit(pay, 'p(95)<800'), 0);
  const died = { ...generator, complete: false };
  expect(told(pay, 'p(95)<800', 100, 0, { ...seen, generator: died })).toMatchObject({
    reasonCode: 'runner-died',
    ...facts,
  });
  expect(told(pay, 'p(95)<800', 100, 0, { ...seen, blocks: [] })).toMatchObject({
    reasonCode: 'counts-disagree',
    ...facts,
  });
});

test('without a sample the generator says why, where it knows', () => {
  const { generator } = countsOf(parseLimit(pay, 'p(95)<800'), 0);
  const threw = { generator: { ...generator, threw: 3, iterations: 3 } };
  expect(told(pay, 'p(95)<800', 0, 0, threw).message).toMatch(/^3 of 3 iterations ended in an uncaught exception/);
});
