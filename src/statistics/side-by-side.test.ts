import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Pair } from './log-ratio.js';
import { compareSideBySide, type PairedMetric } from './side-by-side.js';

const margin = { relative: 0.1, absolute: 0 };

/** Pairs whose ratios are these. */
function pairsOf(...ratios: number[]): Pair[] {
  return ratios.map((ratio, i) => ({ before: 100 + i, after: (100 + i) * ratio }));
}

function compare(pairs: Pair[], change: Partial<PairedMetric> = {}) {
  const { metrics } = compareSideBySide([{ name: 'p95', pairs, margin, ...change }]);
  return metrics[0]!;
}

const quiet = [0.99, 1.01, 1.02, 0.98, 1, 1.03];
const slow = [1.19, 1.21, 1.2, 1.22, 1.18, 1.23];
const near = [1.07, 1.13, 1.09, 1.12, 1.1, 1.08];

describe('side by side', () => {
  it('six pairs inside the margin are not worse, six beyond it are worse', () => {
    expect(compare(pairsOf(...quiet))).toMatchObject({
      outcome: 'not-worse',
      runs: 6,
      margin: expect.closeTo(1.1, 12),
    });
    expect(compare(pairsOf(...slow))).toMatchObject({ outcome: 'worse', runs: 6 });
  });

  it('at six pairs the bounds are the smallest and the largest of the ratios', () => {
    const { estimate, lower, upper } = compare(pairsOf(...quiet));
    expect([lower, upper]).toEqual([expect.closeTo(0.98, 12), expect.closeTo(1.03, 12)]);
    expect(estimate).toBeCloseTo(1.005, 2);
  });

  it('is undecided with fewer than six pairs, whatever they show, and knows no bound', () => {
    for (let pairs = 0; pairs < 6; pairs += 1) {
      const { outcome, runs, lower, upper, estimate } = compare(pairsOf(...slow.slice(0, pairs)));
      expect([outcome, runs, lower, upper]).toEqual(['undecided', pairs, undefined, undefined]);
      expect(estimate === undefined).toBe(pairs === 0);
    }
  });

  it('looks again at ten pairs, not in between and not beyond', () => {
    const more = [...near, 0.99, 1, 0.98, 1.01];
    const settled = [1.01, 0.99, 1.12, 1, 0.98, 0.97, 1.02, 0.96, 0.95, 0.94];
    for (const pairs of [6, 7, 8, 9])
      expect(compare(pairsOf(...settled.slice(0, pairs)))).toMatchObject({ outcome: 'undecided', runs: 6 });
    expect(compare(pairsOf(...settled))).toMatchObject({ outcome: 'not-worse', runs: 10 });
    expect(compare(pairsOf(...more, ...Array<number>(20).fill(2)))).toEqual(compare(pairsOf(...more)));
  });

  it('an undecided one names the margin and the pairs that would do; a decided one does not', () => {
    const noisy = compare(pairsOf(0.8, 1.25, 0.9, 1.2, 1.1, 0.7, 1.3, 0.85, 1.15, 1));
    expect(noisy.outcome).toBe('undecided');
    expect(noisy.marginThatWouldDo).toBeGreaterThan(1.1);
    expect(noisy.pairsThatWouldDo).toBeGreaterThan(10);
    expect(compare(pairsOf(...quiet))).toMatchObject({ marginThatWouldDo: undefined, pairsThatWouldDo: undefined });
    const close = compare(pairsOf(...near, ...near.slice(0, 4)));
    expect(close.outcome).toBe('undecided');
    expect(close.pairsThatWouldDo).toBeLessThanOrEqual(10);
  });

  it('an absolute margin counts where it is the larger one', () => {
    const few = pairsOf(...near).map(({ before, after }) => ({ before: before / 20, after: after / 20 }));
    expect(compare(few).outcome).toBe('undecided');
    expect(compare(few, { margin: { relative: 0.1, absolute: 2 } })).toMatchObject({ outcome: 'not-worse' });
    expect(compare(pairsOf(...near), { margin: { relative: 0.1, absolute: 2 } }).outcome).toBe('undecided');
  });

  it('takes all metrics for not worse, and one for worse', () => {
    const one = { name: 'p95', pairs: pairsOf(...quiet, ...quiet.slice(0, 4)), margin };
    const other = { name: 'p99', pairs: pairsOf(...near, ...near.slice(0, 4)), margin };
    const third = { name: 'cpu', pairs: pairsOf(...slow, ...slow.slice(0, 4)), margin };
    expect(compareSideBySide([one, one]).outcome).toBe('not-worse');
    expect(compareSideBySide([one, other]).outcome).toBe('undecided');
    const all = compareSideBySide([one, other, third]);
    expect([all.outcome, ...all.metrics.map(({ outcome }) => outcome)]).toEqual([
      'worse',
      'not-worse',
      'undecided',
      'worse',
    ]);
  });

  it('the first look that decides stands, whatever was run after it', () => {
    expect(compare(pairsOf(...slow, 0.5, 0.5, 0.5, 0.5))).toMatchObject({ outcome: 'worse', runs: 6 });
    expect(compare(pairsOf(...quiet, 2, 2, 2, 2))).toMatchObject({ outcome: 'not-worse', runs: 6 });
  });

  it('a look takes all metrics: pairs that one of them lacks are not looked at', () => {
    const near10 = { name: 'p95', pairs: pairsOf(...near, 0.99, 1, 0.98, 1.01), margin };
    const of = (pairs: number) =>
      compareSideBySide([near10, { name: 'p99', pairs: pairsOf(...slow.slice(0, pairs)), margin }]);
    expect(of(6)).toMatchObject({ outcome: 'undecided', metrics: [{ runs: 6 }, { runs: 6 }] });
    expect(of(5).metrics.map(({ lower, upper }) => [lower, upper])).toEqual([
      [undefined, undefined],
      [undefined, undefined],
    ]);
  });

  it('a metric that the first look settled stays settled while others need the second', () => {
    const settled = { name: 'p95', pairs: pairsOf(...quiet, 1.2, 1.3, 1.2, 1.3), margin };
    const other = { name: 'p99', pairs: pairsOf(...quiet.slice(1), 1.12, 1.01, 0.99, 1.02, 0.98), margin };
    expect(compare(other.pairs.slice(0, 6)).outcome).toBe('undecided');
    expect(compareSideBySide([settled, other])).toMatchObject({
      outcome: 'not-worse',
      metrics: [{ runs: 6, upper: expect.closeTo(1.03, 12) }, { runs: 10 }],
    });
  });

  it('with two metrics six pairs are too few for a NO-GO', () => {
    const bad = { name: 'p95', pairs: pairsOf(...slow), margin };
    expect(compareSideBySide([bad, { ...bad, name: 'p99' }])).toMatchObject({
      outcome: 'undecided',
      metrics: [{ lower: undefined }, {}],
    });
  });

  const ratio = fc.double({ min: 0.7, max: 1.5, noNaN: true });
  const manyPairs = fc.array(ratio, { maxLength: 14 }).map((ratios) => pairsOf(...ratios));

  it('taking pairs away from the end never makes a release not worse that was something else', () => {
    fc.assert(
      fc.property(manyPairs, fc.nat(14), (pairs, left) => {
        if (compare(pairs.slice(0, left)).outcome === 'not-worse') expect(compare(pairs).outcome).toBe('not-worse');
      }),
    );
  });

  it('a slower new run never makes it better', () => {
    fc.assert(
      fc.property(manyPairs, fc.nat(13), fc.double({ min: 1, max: 2, noNaN: true }), (pairs, at, factor) => {
        const slower = pairs.map((pair, i) => (i === at ? { ...pair, after: pair.after * factor } : pair));
        const [was, is] = [compare(pairs).outcome, compare(slower).outcome];
        if (was !== 'not-worse') expect(is).not.toBe('not-worse');
      }),
    );
  });

  it('says the same in other units and with releases of another speed', () => {
    fc.assert(
      fc.property(manyPairs, fc.constantFrom(1e-3, 0.25, 1000), (pairs, unit) => {
        const inUnits = pairs.map(({ before, after }) => ({ before: before * unit, after: after * unit }));
        expect(compare(inUnits).outcome).toBe(compare(pairs).outcome);
      }),
    );
  });

  it.each([0, -1, Number.NaN, Infinity])('refuses a value of %d and says which', (value) => {
    const pairs = [...pairsOf(...quiet.slice(1)), { before: 100, after: value }];
    expect(() => compare(pairs)).toThrow('pair 6, after');
  });

  it.each([
    { relative: 0, absolute: 0 },
    { relative: -0.1, absolute: 1 },
    { relative: 0.1, absolute: -1 },
    { relative: Number.NaN, absolute: 0 },
    { relative: Infinity, absolute: 0 },
  ])('refuses a margin of %j', (wrong) => {
    expect(() => compare(pairsOf(...quiet), { margin: wrong })).toThrow('decides nothing');
  });

  it('refuses no metric at all', () => {
    expect(() => compareSideBySide([])).toThrow('0 gating metrics');
  });
});
