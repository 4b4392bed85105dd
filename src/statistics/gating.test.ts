import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mostComparisons } from '../records/baseline.js';
import { decideTogether, outcomeOfAll, type Bounded } from './gating.js';
import { alpha } from './proportion.js';

/** A metric known by its p-values alone: its bounds are on the side of the margin that these say. */
function metric(pWorse: number, pNotWorse = 1): Bounded {
  return { margin: 0, upper: pNotWorse <= alpha ? -1 : 1, lowerAt: (parts) => (pWorse <= alpha / parts ? 1 : -1) };
}

// Evenly spread, most of them where the steps are: fast-check's doubles are mostly next to nothing.
const pValue = fc.integer({ min: 0, max: 7000 }).map((n) => n / 100_000);
const pValues = fc.array(pValue, { minLength: 1, maxLength: mostComparisons });

describe('several gating metrics', () => {
  it('worse are those that Holm’s procedure rejects', () => {
    fc.assert(
      fc.property(pValues, (ps) => {
        const rising = ps.toSorted((one, other) => one - other);
        const stop = rising.findIndex((p, i) => p > alpha / (ps.length - i));
        const rejected = new Set(stop === -1 ? rising : rising.slice(0, stop));
        const outcomes = decideTogether(ps.map((p) => metric(p))).map(({ outcome }) => outcome);
        expect(outcomes).toEqual(ps.map((p) => (rejected.has(p) ? 'worse' : 'undecided')));
      }),
    );
  });

  it('each is called not worse at the whole error, however many there are', () => {
    fc.assert(
      fc.property(pValues, (ps) => {
        const outcomes = decideTogether(ps.map((p) => metric(1, p))).map(({ outcome }) => outcome);
        expect(outcomes).toEqual(ps.map((p) => (p <= alpha ? 'not-worse' : 'undecided')));
      }),
    );
  });

  it('the lower bound that is shown is on the side of the margin that was decided', () => {
    fc.assert(
      fc.property(pValues, (ps) => {
        for (const { outcome, lower } of decideTogether(ps.map((p) => metric(p))))
          expect(lower! > 0).toBe(outcome === 'worse');
      }),
    );
  });

  it('what is not known, or just at the margin, decides nothing', () => {
    const open = (upper: number | undefined, lower: number | undefined) =>
      decideTogether([{ margin: 0.1, upper, lowerAt: () => lower }])[0]?.outcome;
    expect([open(undefined, undefined), open(0.1, 0.1), open(Number.NaN, Number.NaN)]).toEqual(
      Array(3).fill('undecided'),
    );
  });

  it('refuses to decide on nothing, or on more than it can prove', () => {
    expect(() => decideTogether([])).toThrow('0 gating metrics: name 1 to 4');
    expect(() => decideTogether(Array.from({ length: 5 }, () => metric(1)))).toThrow('5 gating metrics');
  });
});

describe('the release', () => {
  it.each([
    [['not-worse', 'not-worse'], 'not-worse'],
    [['not-worse', 'undecided'], 'undecided'],
    [['not-worse', 'undecided', 'worse'], 'worse'],
    [[], 'undecided'],
  ] as const)('%j makes %s', (outcomes, all) => {
    expect(outcomeOfAll(outcomes.map((outcome) => ({ outcome })))).toBe(all);
  });
});
