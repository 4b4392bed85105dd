import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseLimit } from '../records/limit-expression.js';
import { countsOf, samplesFor } from './good-record.js';
import { outcomeOfLimit } from './outcome-of-limit.js';

describe('made-up counts of a limit', () => {
  test.each([
    ['count<5', 4, 5],
    ['count<=5', 5, 6],
    ['count==5', 5, 6],
    ['count>5', 6, 5],
    ['count>=5', 5, 4],
  ])('%s is kept at %i and broken at %i, which is the very next', (expression, kept, broken) => {
    const limit = parseLimit('orders', expression);
    expect([countsOf(limit, 0).sum, countsOf(limit, 1).sum]).toEqual([kept, broken]);
    const outcomes = [0, 1, 2].map((wrong) => outcomeOfLimit(countsOf(limit, wrong), limit, 'k6').outcome);
    expect(outcomes).toEqual(['passed', 'failed', 'failed']);
  });

  // (1 − share)^n ≤ 5 %: 59 for 5 %, 299 for 1 %.
  test.each([
    ['own', 'p(95)<800', 118],
    ['checks', 'rate>0.99', 598],
    ['own', 'max<9', 100],
    ['http_req_failed', 'rate<1', 2],
    ['orders', 'count>5', 1],
  ])('%s %s has twice the samples that proof takes: %i', (metric, expression, samples) => {
    const limit = parseLimit(metric, expression);
    expect(samplesFor(limit)).toBe(samples);
    expect(countsOf(limit, 0)).toMatchObject({ samples, blocks: [{ samples }] });
  });

  test('hold as many on the wrong side as are asked for, whichever side that is', () => {
    const limits = fc.constantFrom(
      parseLimit('http_req_failed', 'rate<0.01'),
      parseLimit('checks', 'rate>=0.9'),
      parseLimit('own', 'p(99)<800'),
      parseLimit('own', 'med>3'),
    );
    fc.assert(
      fc.property(limits, fc.nat(), (limit, n) => {
        const samples = samplesFor(limit);
        const wrong = n % (samples + 1);
        const counts = countsOf(limit, wrong);
        const zerosAreBad = limit.metric === 'checks';
        expect(counts.beyond).toBe(zerosAreBad ? samples - wrong : wrong);
        expect(counts.blocks).toEqual([{ samples, beyond: counts.beyond }]);
      }),
    );
  });
});
