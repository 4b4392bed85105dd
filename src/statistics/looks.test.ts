import { expect, it } from 'vitest';
import { mostComparisons } from '../records/baseline.js';
import { criticalAt, looks } from './looks.js';
import { alpha } from './proportion.js';
import { scipyValues } from './scipy-comparison.test-data.js';

/** Every set of ten. As signs: the differences above the tested value. */
const sets = Array.from({ length: 1024 }, (_, set) =>
  Array.from({ length: 10 }, (_, i) => i).filter((i) => (set >> i) & 1),
);
/** The ranks of ten differences, for every set of ranks that the first six can have. */
const arrangements = sets
  .filter((early) => early.length === 6)
  .map((early) => [...early, ...sets[1023]!.filter((rank) => !early.includes(rank))].map((rank) => rank + 1));

/** The share of signs with which one of two looks rejects, on average over the arrangements and in the worst. */
function errorOf(first: number, second: number): { mean: number; worst: number } {
  const shares = arrangements.map((ranks) => {
    const rejected = sets.filter((above) => {
      const atFirst = above.filter((i) => i < 6).reduce((sum, i) => sum + i + 1, 0);
      return atFirst <= first || above.reduce((sum, i) => sum + ranks[i]!, 0) <= second;
    });
    return rejected.length / sets.length;
  });
  return { mean: shares.reduce((sum, share) => sum + share, 0) / shares.length, worst: Math.max(...shares) };
}

it.each([1, 2, 3, 4])(
  'both looks together err in at most 5 % / %d, whatever grows or falls in between, and no larger sums would',
  (parts) => {
    const [first, second] = looks.map((look) => criticalAt(look, parts));
    const error = alpha / parts;
    expect(arrangements).toHaveLength(210);
    expect(errorOf(first!, second!).worst).toBeLessThanOrEqual(error);
    expect(errorOf(first!, second! + 1).worst).toBeGreaterThan(error);
    expect(errorOf(first! + 1, second!).worst).toBeGreaterThan(error);
  },
);

it('the errors of two looks are what SciPy’s neighbour NumPy counts', () => {
  for (const [first, second, mean, worst] of scipyValues.twoLooks) {
    expect(errorOf(first, second).mean).toBeCloseTo(mean, 10);
    expect(errorOf(first, second).worst).toBeCloseTo(worst, 10);
  }
});

it('has a sum for each part that gating can leave', () => {
  for (const look of looks) {
    expect(look.critical).toHaveLength(mostComparisons);
    expect(() => criticalAt(look, 0)).toThrow('1 to 4 metrics');
    expect(() => criticalAt(look, 5)).toThrow('1 to 4 metrics');
  }
});
