import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inputs, scipyValues } from './scipy-comparison.test-data.js';
import { criticalSum, mostPairs, signedRankAtMost } from './signed-rank.js';
import { lowerOf, middleOf, upperOf, walshAverages } from './walsh-averages.js';

describe('the signed-rank distribution', () => {
  it('is what counting all signs gives', () => {
    for (let pairs = 1; pairs <= 10; pairs += 1) {
      const sums = Array.from({ length: 2 ** pairs }, (_, signs) => sumOfRanks(signs, pairs));
      for (let sum = -1; sum <= (pairs * (pairs + 1)) / 2 + 1; sum += 1)
        expect(signedRankAtMost(sum, pairs)).toBe(sums.filter((one) => one <= sum).length / 2 ** pairs);
    }
  });

  it('needs five pairs to reject at 5 %, and has the sums of the printed tables', () => {
    expect([1, 4, 5, 6, 8, 10, 20, 30].map((pairs) => criticalSum(pairs))).toEqual([-1, -1, 0, 2, 5, 10, 60, 151]);
  });

  it('refuses what it has not counted', () => {
    for (const pairs of [0, mostPairs + 1, 6.5, Number.NaN])
      expect(() => signedRankAtMost(0, pairs)).toThrow('1 to 30 pairs');
  });
});

describe('estimate and bounds from the averages of all two', () => {
  it(`are what SciPy says of ${scipyValues.signedRank.length} samples`, () => {
    expect(scipyValues.signedRank.length).toBeGreaterThan(1000);
    scipyValues.signedRank.forEach(([count, estimate], i) => {
      const pairs = 1 + ((i + 1) % mostPairs);
      const all = inputs(i + 1, pairs + 1);
      const tested = all[pairs]!;
      const averages = walshAverages(all.slice(0, pairs));
      const sum = averages.filter((average) => average > tested).length;
      expect(signedRankAtMost(sum, pairs) * 2 ** pairs, `seed ${i + 1}`).toBe(count);
      expect(middleOf(averages), `seed ${i + 1}`).toBeCloseTo(estimate, 11);
      const upper = upperOf(averages, criticalSum(pairs));
      expect(upper !== undefined && upper < tested, `seed ${i + 1}`).toBe(count / 2 ** pairs <= 0.05);
    });
  });

  const values = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 6, maxLength: 12 });

  it('mirror, move with the values, and enclose the estimate', () => {
    fc.assert(
      fc.property(values, (some) => {
        const critical = criticalSum(some.length);
        const averages = walshAverages(some);
        const mirrored = walshAverages(some.map((value) => -value));
        expect(lowerOf(mirrored, critical)).toBeCloseTo(-upperOf(averages, critical)!, 12);
        expect(lowerOf(averages, critical)).toBeLessThanOrEqual(middleOf(averages)!);
        expect(upperOf(averages, critical)).toBeGreaterThanOrEqual(middleOf(averages)!);
        const moved = walshAverages(some.map((value) => value + 1));
        expect(upperOf(moved, critical)).toBeCloseTo(1 + upperOf(averages, critical)!, 12);
      }),
    );
  });

  it('there is no bound where no sum is rare enough', () => {
    const averages = walshAverages([1, 2, 3, 4]);
    expect([lowerOf(averages, criticalSum(4)), upperOf(averages, criticalSum(4))]).toEqual([undefined, undefined]);
    expect(middleOf([])).toBeUndefined();
  });

  it('ties and zeros count against the claim: the error is never larger than without them', () => {
    for (let pairs = 6; pairs <= 8; pairs += 1) {
      const critical = criticalSum(pairs);
      for (const sizes of [0, 1, 2].map((zeros) =>
        Array.from({ length: pairs }, (_, i) => Math.floor(i / 3) * (i < zeros ? 0 : 1)),
      )) {
        let wrong = 0;
        for (let signs = 0; signs < 2 ** pairs; signs += 1) {
          const upper = upperOf(walshAverages(sizes.map((size, i) => ((signs >> i) & 1 ? size : -size))), critical);
          if (upper! < 0) wrong += 1;
        }
        expect(wrong / 2 ** pairs).toBeLessThanOrEqual(signedRankAtMost(critical, pairs));
      }
    }
  });
});

function sumOfRanks(signs: number, pairs: number): number {
  return Array.from({ length: pairs }, (_, i) => ((signs >> i) & 1 ? i + 1 : 0)).reduce((sum, rank) => sum + rank, 0);
}
