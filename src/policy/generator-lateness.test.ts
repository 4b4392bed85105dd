import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseLimit } from '../records/limit-expression.js';
import { isOfDurations } from '../records/limit.js';
import { latenessInWords, latenessOf } from './generator-lateness.js';
import { countsOf } from './good-record.js';
import type { LimitMeasured } from '../records/load-measured.js';
import { outcomeOfLimit } from './outcome-of-limit.js';

const quick = parseLimit('http_req_duration{name:pay}', 'p(95)<800');

/** Ten seconds of fifty samples; of each second the samples beyond, and how late the generator was. */
function measuredOf(
  beyond: number[],
  lateMs: (number | null)[],
  observed: number | undefined,
  limit = quick,
): LimitMeasured {
  const counts = countsOf(limit, 0);
  const blocks = beyond.map((each) => ({ samples: 50, beyond: each }));
  const sum = (of: number[]): number => of.reduce((total, each) => total + each, 0);
  const all = { samples: 50 * beyond.length, beyond: sum(beyond), blocks, observed };
  return { ...counts, ...all, generator: { ...counts.generator, lateMs } };
}

const each = <T>(value: T): T[] => Array.from({ length: 10 }, () => value);
const judged = (measured: LimitMeasured, limit = quick) => {
  const { outcome, reasonCode, message } = outcomeOfLimit(measured, limit, 'k6');
  return { outcome, reasonCode, message };
};
const saturated = { outcome: 'insufficient', reasonCode: 'generator-saturated' };
const exceeded = { outcome: 'failed', reasonCode: 'limit-exceeded' };

describe('an excess', () => {
  const slow = each(30);

  test('is the product’s while the generator was late by less than a tenth of it', () => {
    expect(judged(measuredOf(slow, each(40), 1200))).toMatchObject(exceeded);
    expect(judged(measuredOf(slow, each(40.1), 1200))).toMatchObject(saturated);
  });

  test('of a hair is the product’s too, where the generator was no later than any is', () => {
    expect(judged(measuredOf(slow, each(2), 801))).toMatchObject(exceeded);
    expect(judged(measuredOf(slow, each(2.1), 801))).toMatchObject(saturated);
  });

  test('stays one when other seconds alone prove it', () => {
    const late = [...Array.from({ length: 3 }, () => 900), ...Array.from({ length: 7 }, () => 1)];
    expect(judged(measuredOf(slow, late, 1200))).toMatchObject(exceeded);
    // Of the late seconds alone nothing is left.
    expect(judged(measuredOf([30, 30, 30, 0, 0, 0, 0, 0, 0, 0], late, 1200))).toMatchObject(saturated);
  });

  test('reaches back: what ended in a second began as long before as it took', () => {
    const late = [1, 1, 1, 1, 900, 1, 1, 1, 1, 1];
    const slowest = parseLimit('http_req_duration', 'max<800');
    const oneIn = (second: number) =>
      judged(measuredOf(each(0).with(second, 1), late, 2500, slowest), slowest).reasonCode;
    // Two and a half seconds: what ended in the three seconds after the late one may have waited for it.
    expect([3, 4, 5, 6, 7, 8].map(oneIn)).toEqual([
      'limit-exceeded',
      ...Array.from({ length: 4 }, () => 'generator-saturated'),
      'limit-exceeded',
    ]);
  });

  test('of what got no answer is the product’s, however late the generator was', () => {
    const refused = measuredOf(each(50), each(900), 800);
    expect(judged(refused)).toMatchObject(saturated);
    const blocks = refused.blocks.map((block) => ({ ...block, unanswered: 50 }));
    expect(judged({ ...refused, blocks })).toMatchObject(exceeded);
  });

  test('in a second that the generator was not let run proves nothing', () => {
    expect(judged(measuredOf(slow, each(null), 90_000))).toMatchObject(saturated);
  });

  test('whose size is not told is taken to be none', () => {
    expect(judged(measuredOf(slow, each(3), undefined))).toMatchObject(saturated);
    expect(judged(measuredOf(slow, each(3), 700))).toMatchObject(saturated);
  });

  test('says how late, when, and what to do', () => {
    const late = [640, null, ...Array.from({ length: 8 }, () => 3)];
    const { message } = judged(measuredOf([30, 30, 30, 0, 0, 0, 0, 0, 0, 0], late, 1200));
    expect(message).toBe(
      'The load generator itself was late by up to 640 ms, and not let run at all in 1 second; in 2 of 10 seconds later ' +
        'than a tenth of the 400 ms by which p(95)<800 looks exceeded: the rest proves nothing. Give it processors of its own, or another machine.',
    );
  });
});

describe('what is neither kept nor exceeded for sure', () => {
  // Thirty of five hundred, where twenty-five may be.
  const open = each(3);
  const straddles = { outcome: 'insufficient', reasonCode: 'interval-straddles-limit' };

  test('is the product’s matter while the generator was late by less than a tenth of the limit', () => {
    expect(judged(measuredOf(open, each(80), 790))).toMatchObject(straddles);
    expect(judged(measuredOf(open, each(80.1), 790))).toMatchObject(saturated);
    expect(judged(measuredOf(open, each(80.1), 1600))).toMatchObject(saturated);
  });

  test('is the generator’s if the limit is kept without what lay beyond it while that was late', () => {
    const late = each(1).fill(900, 0, 5);
    expect(judged(measuredOf(each(0).fill(6, 0, 5), late, 790))).toMatchObject(saturated);
    expect(judged(measuredOf(each(0).fill(6, 5, 10), late, 790))).toMatchObject(straddles);
    expect(judged(measuredOf(open, each(1).with(4, 900), 790))).toMatchObject(straddles);
  });

  test('says so', () => {
    expect(judged(measuredOf(open, each(90), 790)).message).toBe(
      'The load generator itself was late by up to 90 ms; in 10 of 10 seconds later than a tenth of p(95)<800: ' +
        'what lay beyond then may be its own, and the rest keeps the limit. Give it processors of its own, or another machine.',
    );
  });
});

describe('a pass', () => {
  const fast = each(0);

  test('stands while the generator was late by no more than a second', () => {
    expect(judged(measuredOf(fast, each(1000), 100))).toMatchObject({ outcome: 'passed' });
    expect(judged(measuredOf(fast, each(1001), 100))).toMatchObject(saturated);
    expect(judged(measuredOf(fast, each(null), 100))).toMatchObject(saturated);
  });

  test('stands if it would even with all of the late seconds beyond', () => {
    const late = [...Array.from({ length: 9 }, () => 1), 1100];
    const median = parseLimit('http_req_duration', 'med<800');
    expect(judged(measuredOf(fast, late, 100, median), median)).toMatchObject({ outcome: 'passed' });
    expect(judged(measuredOf(fast, late, 100))).toMatchObject(saturated);
  });

  test('says that what was sent then proves nothing', () => {
    expect(judged(measuredOf(fast, each(1200), 100)).message).toBe(
      'The load generator itself was late by up to 1200 ms; in 10 of 10 seconds later than a second: ' +
        'what was due then was not sent then, and proves nothing. Give it processors of its own, or another machine.',
    );
  });
});

test.each([
  ['http_req_duration', 'p(95)<800', true],
  ['http_req_duration', 'max<=800', true],
  ['own', 'med>3', false],
  ['http_req_failed', 'rate<0.01', false],
  ['orders', 'count>=100', false],
])('%s %s is a limit that lateness matters for: %s', (metric, expression, expected) => {
  const limit = parseLimit(metric, expression);
  expect(isOfDurations(limit)).toBe(expected);
  const measured = countsOf(limit, 0);
  const still = { ...measured, generator: { ...measured.generator, lateMs: measured.blocks.map(() => null) } };
  expect(latenessOf(still, limit, 'passed') !== undefined).toBe(expected);
});

test('a tool that does not tell how late it was is judged by its counts alone', () => {
  const measured = measuredOf(each(0), each(null), 100);
  expect(judged({ ...measured, generator: { ...measured.generator, lateMs: undefined } })).toMatchObject({
    outcome: 'passed',
  });
});

test('a later generator never turns anything into a pass or a failure', () => {
  const counts = fc.array(fc.nat(50), { minLength: 10, maxLength: 10 });
  const times = fc.array(fc.option(fc.integer({ min: 0, max: 2000 })), { minLength: 10, maxLength: 10 });
  fc.assert(
    fc.property(counts, times, fc.integer({ min: 1, max: 3000 }), (beyond, lateMs, observed) => {
      const onTime = judged(measuredOf(beyond, each(0), observed));
      const late = judged(measuredOf(beyond, lateMs, observed));
      if (late.outcome === 'passed' || late.outcome === 'failed') expect(late).toEqual(onTime);
      else expect([onTime.reasonCode, 'generator-saturated']).toContain(late.reasonCode);
    }),
    { numRuns: 2000 },
  );
});

test.each([
  [[1, 12.54, 3], 'up to 12.5 ms'],
  [[3, null], 'up to 3 ms, and not let run at all in 1 second'],
  [[null, null], 'up to 0 ms, and not let run at all in 2 seconds'],
])('a generator that was late by %j ms was late %s', (lateMs, words) => {
  expect(latenessInWords(lateMs)).toBe(words);
});
