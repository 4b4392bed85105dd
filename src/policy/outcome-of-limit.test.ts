import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseLimit } from '../records/limit-expression.js';
import { countsOf, samplesFor } from './good-record.js';
import type { LimitMeasured } from '../records/load-measured.js';
import { outcomeOfLimit } from './outcome-of-limit.js';
import { diceFrom } from '../statistics/seeded-dice.js';

const quick = parseLimit('http_req_duration{name:pay}', 'p(95)<800');
const errors = parseLimit('http_req_failed', 'rate<0.01');
const checks = parseLimit('checks', 'rate>0.99');
const orders = parseLimit('orders', 'count>=100');

function judged(
  limit: typeof quick,
  wrong: number,
  change: Partial<LimitMeasured> = {},
  generator: Partial<LimitMeasured['generator']> = {},
) {
  const counts = countsOf(limit, wrong);
  const measured = { ...counts, ...change, generator: { ...counts.generator, ...generator } };
  const { outcome, reasonCode } = outcomeOfLimit(measured, limit, 'k6');
  return [outcome, reasonCode];
}

const passes = ['passed', undefined];
const exceeded = ['failed', 'limit-exceeded'];

test.each([
  quick,
  errors,
  checks,
  orders,
  parseLimit('own', 'max<9'),
  parseLimit('checks', 'rate==1'),
  parseLimit('own', 'med>3'),
])('$metric $expression passes when none is wrong, and fails when all are', (limit) => {
  expect(judged(limit, 0)).toEqual(passes);
  expect(judged(limit, limit.rule.kind === 'count' ? 1 : samplesFor(limit))).toEqual(exceeded);
});

test('between proof and refutation there is neither a pass nor a failure', () => {
  const counts = (samples: number, beyond: number) => ({ samples, beyond, blocks: [{ samples, beyond }] });
  expect(judged(quick, 0, counts(58, 0))).toEqual(['insufficient', 'too-few-samples']);
  expect(judged(quick, 0, counts(59, 0))).toEqual(passes);
  expect(judged(quick, 0, counts(1000, 50))).toEqual(['insufficient', 'interval-straddles-limit']);
  expect(judged(quick, 0, counts(1000, 100))).toEqual(exceeded);
  expect(judged(quick, 0, counts(0, 0))).toEqual(['insufficient', 'zero-samples']);
});

describe('what is kept on the whole', () => {
  /** Seconds of so many samples each, of which so many lie beyond the limit. */
  const seconds = (beyond: readonly number[], samples = 50) => ({
    samples: samples * beyond.length,
    beyond: beyond.reduce((sum, one) => sum + one, 0),
    blocks: beyond.map((one) => ({ samples, beyond: one })),
  });
  const calm = Array.from({ length: 60 }, () => 0);
  const worseAtTheEnd = calm.map((_, second) => (second < 45 ? 0 : 5));

  test('is no pass if the last third exceeds it for sure', () => {
    expect(judged(quick, 0, seconds(worseAtTheEnd))).toEqual(['insufficient', 'not-steady']);
    expect(judged(quick, 0, seconds(worseAtTheEnd.toReversed()))).toEqual(passes);
    expect(
      judged(
        errors,
        0,
        seconds(
          calm.map((_, second) => (second % 20 === 19 && second > 40 ? 3 : 0)),
          500,
        ),
      ),
    ).toEqual(passes);
  });

  test('is a pass if the generator’s own lateness may have made the end worse', () => {
    const late = { lateMs: calm.map((_, second) => (second < 40 ? 0 : 30)) };
    expect(judged(quick, 0, seconds(worseAtTheEnd), late)).toEqual(passes);
  });

  test('and steady hardly ever looks as if it were not: less than once in a thousand, near the limit too', () => {
    const dice = diceFrom('steady');
    let [passed, unsteady] = [0, 0];
    for (const share of [0.01, 0.03, 0.04, 0.045])
      for (let run = 0; run < 1000; run += 1) {
        const beyond = calm.map(() => Array.from({ length: 50 }, () => dice()).filter((one) => one < share).length);
        const [outcome, reasonCode] = judged(quick, 0, seconds(beyond));
        if (outcome === 'passed') passed += 1;
        if (reasonCode === 'not-steady') unsteady += 1;
      }
    expect(passed).toBeGreaterThan(2000);
    expect(unsteady / (passed + unsteady)).toBeLessThan(0.001);
  });
});

test.each([
  ['http_req_failed', 'rate<1', 10, 10, exceeded],
  ['http_req_failed', 'rate<=1', 10, 10, passes],
  ['http_req_failed', 'rate<0', 10, 0, exceeded],
  ['http_req_failed', 'rate<=0', 10, 0, passes],
  ['checks', 'rate>1', 10, 10, exceeded],
  ['checks', 'rate>=1', 10, 9, exceeded],
])('%s %s with %i samples of which %i are not zero', (metric, expression, samples, beyond, expected) => {
  expect(judged(parseLimit(metric, expression), 0, { samples, beyond, blocks: [{ samples, beyond }] })).toEqual(
    expected,
  );
});

test.each<[string, Partial<LimitMeasured>, string]>([
  ['more beyond than there are', { samples: 5, beyond: 6, blocks: [{ samples: 5, beyond: 5 }] }, 'counts-disagree'],
  ['seconds that hold less', { blocks: [] }, 'counts-disagree'],
  ['a second with more beyond than it has', { blocks: [{ samples: 1, beyond: 2 }] }, 'counts-disagree'],
  ['the counts of another limit', { limit: errors }, 'counts-disagree'],
  ['a sum that is none', { sum: Number.NaN }, 'invalid-number'],
])('%s is errored', (_, change, reasonCode) => {
  expect(judged(quick, 0, change)).toEqual(['errored', reasonCode]);
});

test.each<[string, Partial<LimitMeasured['generator']>, string, string]>([
  ['dropped iterations', { droppedIterations: 1 }, 'insufficient', 'dropped-iterations'],
  ['an exception', { threw: 1 }, 'errored', 'script-threw'],
  ['no request', { requests: 0 }, 'insufficient', 'zero-samples'],
  ['evidence that breaks off', { complete: false }, 'missing', 'runner-died'],
  ['a killed generator', { exitCode: null }, 'missing', 'runner-died'],
  ['an iteration that was cut off', { interruptedIterations: 1 }, 'insufficient', 'iterations-cut-off'],
  ['exit code 104', { exitCode: 104 }, 'missing', 'configuration'],
  ['exit code 105', { exitCode: 105 }, 'missing', 'interrupted'],
  ['exit code 107', { exitCode: 107 }, 'errored', 'script-threw'],
  ['exit code 255', { exitCode: 255 }, 'missing', 'runner-died'],
])(
  '%s proves no pass, yet what is proven to be exceeded stays so unless that is the cause',
  (_, generator, outcome, reasonCode) => {
    const fellShort = [outcome, reasonCode];
    expect(judged(quick, 0, {}, generator)).toEqual(fellShort);
    expect(judged(orders, 0, {}, generator)).toEqual(fellShort);
    expect(judged(orders, 9, {}, generator)).toEqual(fellShort);
    expect(judged(errors, samplesFor(errors), {}, generator)).toEqual(generator.requests === 0 ? fellShort : exceeded);
    expect(judged(quick, samplesFor(quick), {}, generator)).toEqual(
      'droppedIterations' in generator || 'requests' in generator ? fellShort : exceeded,
    );
  },
);

const elsewhere = { unsent: { requests: 4, to: ['api.example.com'] } };

test('requests that the script sends nowhere prove no pass, and are not held against the product', () => {
  const fellShort = ['missing', 'configuration'];
  expect(judged(quick, 0, {}, elsewhere)).toEqual(fellShort);
  expect(judged(errors, 0, {}, elsewhere)).toEqual(fellShort);
  // What the script made of them.
  expect(judged(checks, samplesFor(checks), {}, elsewhere)).toEqual(fellShort);
  expect(judged(orders, 9, {}, elsewhere)).toEqual(fellShort);
  expect(judged(checks, samplesFor(checks), {}, { ...elsewhere, requests: 0 })).toEqual(fellShort);
  const counts = countsOf(checks, samplesFor(checks));
  const measured = { ...counts, generator: { ...counts.generator, ...elsewhere } };
  expect(outcomeOfLimit(measured, checks, 'k6').message).toMatch(
    /^4 requests never left: .* \(api\.example\.com\)\. .* allowedHosts of staging\.config\.ts\.$/,
  );
});

test('what the product did wrong beside them stays its own', () => {
  expect(judged(errors, samplesFor(errors), {}, elsewhere)).toEqual(exceeded);
  expect(judged(quick, samplesFor(quick), {}, elsewhere)).toEqual(exceeded);
  expect(judged(checks, samplesFor(checks), {}, { ...elsewhere, failedRequests: 1 })).toEqual(exceeded);
});

test('a check that failed for two reasons may have failed by either', () => {
  const dropped = { ...elsewhere, droppedIterations: 1 };
  expect(judged(checks, samplesFor(checks), {}, dropped)).toEqual(['insufficient', 'dropped-iterations']);
});

test('a script that threw in setup, before any request, is said to have thrown', () => {
  expect(judged(checks, samplesFor(checks), {}, { exitCode: 107, requests: 0 })).toEqual(['errored', 'script-threw']);
});

test.each([0, 99, 110])('exit code %i of k6 speaks of the product, and the counts decide', (exitCode) => {
  expect(judged(quick, 0, {}, { exitCode })).toEqual(passes);
});

test('more samples on the wrong side never make a limit pass', () => {
  const expressions = fc.constantFrom(quick, errors, checks, parseLimit('own', 'med<5'), parseLimit('own', 'max<5'));
  const rank = ['passed', 'insufficient', 'failed'];
  fc.assert(
    fc.property(expressions, fc.integer({ min: 1, max: 3000 }), fc.nat(), fc.nat(), (limit, samples, a, b) => {
      const [fewer, more] = [a % (samples + 1), b % (samples + 1)].toSorted((x, y) => x - y);
      const outcomes = [fewer, more].map((wrong) => {
        const beyond = limit === checks ? samples - (wrong ?? 0) : (wrong ?? 0);
        return rank.indexOf(judged(limit, 0, { samples, beyond, blocks: [{ samples, beyond }] })[0] ?? '');
      });
      expect(outcomes[0]).toBeGreaterThanOrEqual(0);
      expect(outcomes[1]).toBeGreaterThanOrEqual(outcomes[0] ?? NaN);
    }),
    { numRuns: 1500 },
  );
});
