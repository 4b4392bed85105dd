import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { comparedWith, quiet } from './compared.test-data.js';
import { measuredAs } from './good-record.js';
import type { LimitMeasured } from '../records/load-measured.js';
import type { ComparisonSource } from '../records/plan.js';
import { outcomeOfComparison } from './outcome-of-comparison.js';

const ofQuiet = comparedWith(quiet);

function judged(observed: number, source = ofQuiet, change: Partial<LimitMeasured['generator']> = {}) {
  const measured = measuredAs(source, observed);
  return outcomeOfComparison({ ...measured, generator: { ...measured.generator, ...change } }, source);
}

/** So many seconds alike, of which each was so late. */
function late(observed: number, lateMs: (number | null)[], source = ofQuiet) {
  const measured = measuredAs(source, observed);
  const blocks = lateMs.map(() => ({ samples: 10, beyond: 0 }));
  const generator = { ...measured.generator, lateMs };
  return outcomeOfComparison({ ...measured, samples: 10 * blocks.length, blocks, generator }, source);
}

const slower = { outcome: 'failed', reasonCode: 'slower-than-before' };
const open = { outcome: 'insufficient', reasonCode: 'interval-straddles-limit' };
const saturated = { outcome: 'insufficient', reasonCode: 'generator-saturated' };

describe('against ten runs of about 100 ms, with a margin of 10 %', () => {
  test('as fast as ever passes, in words that can be checked', () => {
    expect(judged(101)).toMatchObject({
      outcome: 'passed',
      expected: 'http_req_duration{name:pay} p(95) at most 1.10× that of 10 earlier runs',
      actual: '101 ms: 1.01×',
      message:
        'http_req_duration{name:pay} p(95): 101 ms, 1.01× the 100 ms of 10 earlier runs; 95 % sure of at most 1.04× (1.10× may be).',
    });
  });

  test('takes as long as its load', () => {
    const period = { startedAt: '2026-11-20T12:00:00.000Z', durationMs: 75_000 };
    const measured = measuredAs(ofQuiet, 100);
    expect(outcomeOfComparison({ ...measured, period }, ofQuiet).durationMs).toBe(75_000);
    expect(outcomeOfComparison(measured, ofQuiet).durationMs).toBe(0);
  });

  test('a fifth slower is a failure', () => {
    expect(judged(120)).toMatchObject(slower);
    expect(judged(120).message).toBe(
      'http_req_duration{name:pay} p(95): 120 ms, 1.20× the 100 ms of 10 earlier runs; 95 % sure of at least 1.17× (1.10× may be).',
    );
  });

  test('at the margin it is neither, and more runs as quiet as these need no other margin', () => {
    expect(judged(110)).toMatchObject(open);
    expect(judged(110).message).toMatch(/neither within 1\.10× nor beyond it for sure\.$/);
  });

  test('a floor in milliseconds counts where it is more', () => {
    expect(judged(120, comparedWith(quiet, { margin: { relative: 0.1, absolute: 40 } }))).toMatchObject({
      outcome: 'passed',
    });
  });

  test('what several comparisons share is proven by each with a part of it', () => {
    const among = (count: number) => judged(113.2, comparedWith(quiet, { among: count })).outcome;
    expect([among(1), among(4)]).toEqual(['failed', 'insufficient']);
  });

  test('is told of the pinned runs where it is compared with those', () => {
    expect(judged(101, comparedWith(quiet, { with: 'pinned' })).message).toContain('of 10 pinned runs');
  });
});

test('runs that differ say which margin they would support', () => {
  const noisy = comparedWith([80, 125, 90, 110, 100, 85, 120, 95, 105, 100]);
  expect(judged(100, noisy)).toMatchObject(open);
  expect(judged(100, noisy).message).toMatch(/ Runs as noisy as these support a margin of \d\d %\.$/);
});

test('fewer than five runs are nothing to compare with', () => {
  expect(judged(1000, comparedWith(quiet.slice(0, 4)))).toMatchObject({
    ...{ outcome: 'insufficient', reasonCode: 'no-baseline' },
    message:
      'http_req_duration{name:pay} p(95): 4 earlier runs of the same script, profile, environment and tools are known, and it takes 5 to compare with.',
  });
  expect(judged(100, comparedWith([])).reasonCode).toBe('no-baseline');
  expect(judged(100, comparedWith([100])).message).toContain('1 earlier run of');
  expect(judged(100, comparedWith(quiet.slice(0, 5))).outcome).toBe('passed');
});

describe('what was not soundly measured', () => {
  test.each([
    [0, 'invalid-number'],
    [-5, 'invalid-number'],
  ])('a statistic of %d ms is none', (observed, reasonCode) => {
    const message = `http_req_duration{name:pay} p(95) is ${observed}: no duration.`;
    expect(judged(observed)).toMatchObject({ outcome: 'errored', reasonCode, message });
  });

  test('no statistic at all is none either', () => {
    const { observed, ...measured } = measuredAs(ofQuiet, 100);
    expect(observed).toBe(100);
    expect(outcomeOfComparison(measured, ofQuiet)).toMatchObject({ outcome: 'errored', reasonCode: 'invalid-number' });
  });

  test('another limit’s, or counts that contradict each other, are not believed', () => {
    const measured = measuredAs(ofQuiet, 100);
    const disagree = { outcome: 'errored', reasonCode: 'counts-disagree' };
    expect(outcomeOfComparison({ ...measured, beyond: measured.samples + 1 }, ofQuiet)).toMatchObject(disagree);
    const other = { ...measured.limit, expression: 'p(95)<900' };
    expect(outcomeOfComparison({ ...measured, limit: other }, ofQuiet)).toMatchObject(disagree);
  });

  test('load that was not sent proves nothing; slower is slower where the generator was in time', () => {
    const dropped = { droppedIterations: 3, lateMs: [0.2] };
    expect(judged(100, ofQuiet, dropped)).toMatchObject({ reasonCode: 'dropped-iterations' });
    expect(judged(130, ofQuiet, dropped)).toMatchObject(slower);
    expect(judged(130, ofQuiet, { droppedIterations: 3 })).toMatchObject({ reasonCode: 'dropped-iterations' });
  });
});

describe('a generator that was late itself', () => {
  const twenty = <T>(value: T): T[] => Array.from({ length: 20 }, () => value);

  test('by more than a tenth of the excess, and more than usual, may be what was slow', () => {
    // 30 % slower is 20 ms beyond the margin.
    expect(late(130, twenty(2))).toMatchObject(slower);
    expect(late(130, twenty(2.1))).toMatchObject(saturated);
    expect(late(130, twenty(2.1)).message).toBe(
      'The load generator itself was 2.1 ms late, and usually 0 ms: that may be what makes it 20 ms worse than the margin. Give it processors of its own, or another machine.',
    );
    const asEver = comparedWith([], { before: ofQuiet.before.map((run) => ({ ...run, lateMs: 5 })) });
    expect(late(130, twenty(7), asEver)).toMatchObject(slower);
    expect(late(130, twenty(7.1), asEver)).toMatchObject(saturated);
  });

  test('usually means the middle of the earlier runs, of which one that does not tell was in time', () => {
    const told = [9, 9, 9, 9, 9, 0, 0, 0, 9];
    const before = ofQuiet.before.map((run, at) => (at < told.length ? { ...run, lateMs: told[at]! } : run));
    expect(late(130, twenty(11), comparedWith([], { before }))).toMatchObject(slower);
    expect(late(130, twenty(11), comparedWith([], { before: before.slice(3) }))).toMatchObject(saturated);
  });

  test('in so few seconds that the statistic is without them, changes nothing', () => {
    expect(late(130, [500, ...twenty(1)])).toMatchObject(slower);
    expect(late(130, [500, 500, ...twenty(1)])).toMatchObject(saturated);
  });

  test('that stood still did not send what not being slower is about', () => {
    expect(late(100, [1000, ...twenty(1)])).toMatchObject({ outcome: 'passed' });
    expect(late(100, [1000.1, ...twenty(1)])).toMatchObject(saturated);
    expect(late(100, [null, ...twenty(1)]).message).toContain('stood still in 1 of 21 seconds');
    expect(late(130, [null, null, ...twenty(1)]).message).toContain('The load generator itself was not let run');
  });
});

test('however it is measured: more is never better, and no margin is a pass for what is beyond it', () => {
  const rank = { passed: 0, insufficient: 1, failed: 2 } as Record<string, number>;
  const source = fc
    .tuple(
      fc.array(fc.double({ min: 50, max: 150, noNaN: true }), { minLength: 5, maxLength: 10 }),
      fc.integer({ min: 1, max: 4 }),
    )
    .map(([before, among]): ComparisonSource => comparedWith(before, { among }));
  const value = fc.double({ min: 1, max: 1000, noNaN: true });
  fc.assert(
    fc.property(source, value, value, (source, one, other) => {
      const [less, more] = [Math.min(one, other), Math.max(one, other)].map((ms) => rank[judged(ms, source).outcome]!);
      expect(less).toBeLessThanOrEqual(more!);
      const usual = Math.exp(source.before.reduce((sum, { ms }) => sum + Math.log(ms), 0) / source.before.length);
      expect(judged(usual * 1.11, source).outcome).not.toBe('passed');
    }),
    { numRuns: 500 },
  );
});
