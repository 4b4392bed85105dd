import { describe, expect, test } from 'vitest';
import type { LimitMeasured, SideBySide } from '../records/load-measured.js';
import { comparedWith } from './compared.test-data.js';
import { measuredAs } from './good-record.js';
import { outcomeOfSideBySide, pairsInWords } from './outcome-of-side-by-side.js';

const source = comparedWith([], { with: 'previous' });

/** Pairs of 100 ms before and these ratios of it after, of which each generator was so late. */
function pairsOf(ratios: readonly number[], late: { before?: number; after?: number } = {}): SideBySide {
  const run = (ms: number, lateMs: number | undefined): LimitMeasured => {
    const measured = measuredAs(source, ms);
    return lateMs === undefined ? measured : { ...measured, generator: { ...measured.generator, lateMs: [lateMs] } };
  };
  return {
    ...{ kind: 'side-by-side', releases: { before: '1.9.0', after: '2.0.0' } },
    pairs: ratios.map((ratio) => ({ before: run(100, late.before), after: run(100 * ratio, late.after) })),
    period: { startedAt: '2026-11-20T12:00:00.000Z', durationMs: 90_000 },
  };
}
const judged = (measured: SideBySide, change: Partial<typeof source> = {}) =>
  outcomeOfSideBySide(measured, { ...source, ...change });

const even = [1.01, 0.99, 1.02, 0.98, 1, 1.01];
const slow = even.map((ratio) => 1.2 * ratio);

describe('pairs of one release, with a margin of 10 %', () => {
  const twice = { with: 'itself' } as const;
  const ten = [...even, 1.02, 0.99, 0.98, 1];

  test('tell how noisy it is here, and which margins that supports', () => {
    const { outcome, message } = judged(pairsOf(ten), twice);
    expect(outcome).toBe('passed');
    expect(message).toMatch(
      /Noise of 10 pairs: 1\.00× \(0\.99× to 1\.01×\), ratios spread by 1\.49 % \(at most 2\.\d+ % at 95 %\)\. Margins that this supports: \d+ % in 6 pairs, \d+ % in 10 pairs\.$/,
    );
  });

  test('that come out slower are no NO-GO: the place is at fault, and nobody knows which', () => {
    expect(judged(pairsOf(slow), twice)).toMatchObject({
      ...{ outcome: 'insufficient', reasonCode: 'slower-than-itself', actual: '1.20× in 6 pairs' },
      message: expect.stringContaining('95 % sure of at least 1.18× (1.10× may be). Noise of 6 pairs: 1.20×'),
    });
  });
});

describe('pairs of two releases, with a margin of 10 %', () => {
  test('that take as long pass after six', () => {
    expect(judged(pairsOf(even))).toMatchObject({
      ...{ outcome: 'passed', durationMs: 90_000, actual: '1.00× in 6 pairs' },
      expected: 'http_req_duration{name:pay} p(95) at most 1.10× that of 1.9.0',
      message:
        'http_req_duration{name:pay} p(95): 1.00× that of 1.9.0 in 6 pairs; 95 % sure of at most 1.02× (1.10× may be).',
    });
  });

  test('of which the later release takes a fifth longer are a failure', () => {
    expect(judged(pairsOf(slow))).toMatchObject({
      ...{ outcome: 'failed', reasonCode: 'slower-than-before' },
      message:
        'http_req_duration{name:pay} p(95): 1.20× that of 1.9.0 in 6 pairs; 95 % sure of at least 1.18× (1.10× may be).',
    });
  });

  test('that share the error with others take ten to be a failure, and six to pass', () => {
    expect(judged(pairsOf(even), { among: 2 }).outcome).toBe('passed');
    const open = judged(pairsOf(slow), { among: 2 });
    expect(open).toMatchObject({ outcome: 'insufficient', reasonCode: 'interval-straddles-limit' });
    expect(open.message).toContain('95 % sure of any ratio to 1.22×: neither within 1.10× nor beyond it for sure.');
    expect(judged(pairsOf([...slow, ...slow.slice(0, 4)]), { among: 2 }).outcome).toBe('failed');
  });

  test('that lie about the margin decide nothing, and noisy ones say what would do', () => {
    const about = judged(pairsOf(even.map((ratio) => 1.1 * ratio)));
    expect(about).toMatchObject({ outcome: 'insufficient', reasonCode: 'interval-straddles-limit' });
    expect(about.message).toMatch(/neither within 1\.10× nor beyond it for sure\.$/);
    const noisy = judged(pairsOf([0.8, 1.3, 0.9, 1.2, 1.1, 0.75, 1.25, 0.85, 1, 1.15]));
    expect(noisy.message).toMatch(/ Pairs as noisy as these support a margin of \d\d %, or this one with \d+ pairs\.$/);
  });

  test('of which there are fewer than six decide nothing', () => {
    for (const count of [0, 1, 5])
      expect(judged(pairsOf(slow.slice(0, count)))).toMatchObject({
        ...{ outcome: 'insufficient', reasonCode: 'too-few-samples' },
        expected: 'http_req_duration{name:pay} p(95) no slower than that of 1.9.0',
        message: `http_req_duration{name:pay} p(95): ${count} pairs were run, and it takes 6 to compare.`,
      });
  });
});

describe('a run that was not soundly measured', () => {
  const flawed = (change: Partial<LimitMeasured>, side: 'before' | 'after'): SideBySide => {
    const { pairs, ...rest } = pairsOf(slow);
    const broken = pairs.map((pair, at) => (at === 2 ? { ...pair, [side]: { ...pair[side], ...change } } : pair));
    return { ...rest, pairs: broken };
  };

  test.each([
    ['before', { samples: 0, beyond: 0, blocks: [] }, 'zero-samples', 'Pair 3, release 1.9.0: '],
    [
      'after',
      { observed: 0 },
      'invalid-number',
      'Pair 3, release 2.0.0: http_req_duration{name:pay} p(95) is 0: no duration.',
    ],
    ['after', { observed: undefined }, 'invalid-number', 'is undefined: no duration.'],
    ['before', { beyond: 10_000 }, 'counts-disagree', 'Pair 3, release 1.9.0: '],
  ] as const)('%s %j is %s of the whole, and which is said', (side, change, reasonCode, words) => {
    const found = judged(flawed(change as Partial<LimitMeasured>, side));
    expect(found).toMatchObject({ reasonCode });
    expect(found.message).toContain(words);
  });

  test('nor is one whose generator stood still', () => {
    const { generator } = measuredAs(source, 100);
    const found = judged(flawed({ generator: { ...generator, lateMs: [1200] } }, 'after'));
    expect(found).toMatchObject({ outcome: 'insufficient', reasonCode: 'generator-saturated' });
  });
});

test('a generator that was later for the later release may be what made it slower', () => {
  // Half as slow again is 40 ms beyond the margin, a fifth 10 ms.
  const slower = even.map((ratio) => 1.5 * ratio);
  expect(judged(pairsOf(slower, { before: 1, after: 5 })).outcome).toBe('failed');
  expect(judged(pairsOf(slower, { before: 1, after: 5.5 }))).toMatchObject({ reasonCode: 'generator-saturated' });
  expect(judged(pairsOf(slow, { before: 1, after: 3 })).outcome).toBe('failed');
  expect(judged(pairsOf(slow, { before: 1, after: 3.1 }))).toMatchObject({ reasonCode: 'generator-saturated' });
  expect(judged(pairsOf(slow, { before: 8, after: 9 })).outcome).toBe('failed');
});

describe('what a request costs', () => {
  const cost = { counter: 'process_cpu_seconds_total' };
  const costing = (ratios: readonly number[]): SideBySide => {
    const { pairs, ...rest } = pairsOf(ratios);
    // As slow as ever: what it takes of the processors is something else.
    const run = (spent: number, { generator }: LimitMeasured): LimitMeasured => ({
      ...{ ...measuredAs(source, 100), spent },
      generator: { ...generator, requests: 400 },
    });
    const priced = pairs.map(({ before, after }, at) => ({
      before: run(2, before),
      after: run(2 * (ratios[at] ?? NaN), after),
    }));
    return { ...rest, pairs: priced };
  };

  test('is judged like a duration, by the requests that were sent', () => {
    const found = judged(costing(even), cost);
    expect(found).toMatchObject({
      outcome: 'passed',
      expected: 'process_cpu_seconds_total a request at most 1.10× that of 1.9.0',
      message: expect.stringMatching(/^process_cpu_seconds_total a request: 1.00× that of 1.9.0 in 6 pairs; 95 % sure/),
    });
    expect(judged(costing(slow), cost)).toMatchObject({ outcome: 'failed', reasonCode: 'slower-than-before' });
    expect(pairsInWords(costing(slow), { ...source, ...cost })[0]).toBe('5 ms and 6.06 ms');
  });

  test('is no less for sure where a generator was late, which costs staging nothing', () => {
    const late = costing(slow);
    for (const { after } of late.pairs) after.generator.lateMs = after.blocks.map(() => 900);
    expect(judged(late, cost).outcome).toBe('failed');
  });

  test('is unknown where one run left it out', () => {
    const [first, ...others] = costing(even).pairs;
    const unread = { ...(first?.after as LimitMeasured) };
    delete unread.spent;
    const pairs = [{ before: first?.before as LimitMeasured, after: unread }, ...others];
    expect(judged({ ...costing(even), pairs }, cost)).toMatchObject({
      ...{ outcome: 'errored', reasonCode: 'invalid-number' },
      message:
        'Pair 1, release 2.0.0: process_cpu_seconds_total a request is undefined: nothing that could be compared.',
    });
  });
});
