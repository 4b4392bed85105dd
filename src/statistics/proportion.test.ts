import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { incompleteBeta, logGamma } from './incomplete-beta.js';
import { alpha, binomialAtMost, lowerBound, upperBound } from './proportion.js';

interface Golden {
  bounds: [successes: number, n: number, lower: number, upper: number][];
  incompleteBeta: [x: number, a: number, b: number, value: number][];
  logGamma: [x: number, value: number][];
}
const golden = JSON.parse(readFileSync(new URL('scipy-values.json', import.meta.url), 'utf8')) as Golden;

/** Relative, with an absolute floor for values around 0. */
function expectClose(actual: number, expected: number, tolerance: number, what: string): void {
  const error = Math.abs(actual - expected) / Math.max(Math.abs(expected), 1e-3);
  expect(error, `${what}: ${actual} instead of ${expected}`).toBeLessThan(tolerance);
}

describe('special functions', () => {
  it.each(golden.logGamma)('logGamma(%d) is what SciPy says', (x, value) => {
    expectClose(logGamma(x), value, 1e-12, 'logGamma');
  });

  it.each(golden.incompleteBeta)('incompleteBeta(%d, %d, %d) is what SciPy says', (x, a, b, value) => {
    expectClose(incompleteBeta(x, a, b), value, 1e-8, 'incompleteBeta');
  });

  it('incompleteBeta is 0 at 0, 1 at 1 and mirrors', () => {
    const parameter = fc.double({ min: 0.5, max: 1e4, noNaN: true });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1024 }), parameter, parameter, (part, a, b) => {
        // In 1024ths, 1 − x is exact.
        const x = part / 1024;
        expect(incompleteBeta(0, a, b)).toBe(0);
        expect(incompleteBeta(1, a, b)).toBe(1);
        expect(incompleteBeta(x, a, b) + incompleteBeta(1 - x, b, a)).toBeCloseTo(1, 9);
      }),
    );
  });

  it('incompleteBeta comes to an end at the mean, where both sides look like the right one by a last bit', () => {
    const [x, a, b] = [0.33333333333333337, 0.4021231848830553, 1.8042463697661104];
    expect(x > (a + 1) / (a + b + 2) && 1 - x > (b + 1) / (a + b + 2)).toBe(true);
    // By Simpson's rule in 2 million pieces.
    expectClose(incompleteBeta(x, a, b), 0.79175215673, 1e-10, 'incompleteBeta');
  });
});

describe('Clopper–Pearson bounds', () => {
  it.each(golden.bounds)('%d of %d: as SciPy says', (successes, n, lower, upper) => {
    expectClose(lowerBound(successes, n), lower, 1e-8, 'lower');
    expectClose(upperBound(successes, n), upper, 1e-8, 'upper');
  });

  it('knows nothing of nothing', () => {
    expect([lowerBound(0, 0), upperBound(0, 0)]).toEqual([0, 1]);
  });

  it('take fractions, which counts worth fewer are: a bound is what shows so few with probability 5 %', () => {
    const worth = fc.double({ min: 1, max: 1000, noNaN: true });
    fc.assert(
      fc.property(worth, worth, (successes, failures) => {
        const n = successes + failures;
        expect(binomialAtMost(successes, n, upperBound(successes, n))).toBeCloseTo(alpha, 9);
        expect(1 - binomialAtMost(successes - 1, n, lowerBound(successes, n))).toBeCloseTo(alpha, 9);
      }),
    );
  });

  it('no failure in 59 proves at most 5 %, in 58 it does not', () => {
    expect(upperBound(0, 59)).toBeLessThanOrEqual(0.05);
    expect(upperBound(0, 58)).toBeGreaterThan(0.05);
  });

  const counts = fc
    .integer({ min: 1, max: 5000 })
    .chain((n) => fc.tuple(fc.integer({ min: 0, max: n }), fc.constant(n)));

  it('enclose what was seen', () => {
    fc.assert(
      fc.property(counts, ([successes, n]) => {
        expect(lowerBound(successes, n)).toBeLessThanOrEqual(successes / n);
        expect(upperBound(successes, n)).toBeGreaterThanOrEqual(successes / n);
      }),
    );
  });

  it('rise with each further success', () => {
    fc.assert(
      fc.property(counts, ([successes, n]) => {
        fc.pre(successes < n);
        expect(upperBound(successes + 1, n)).toBeGreaterThanOrEqual(upperBound(successes, n));
        expect(lowerBound(successes + 1, n)).toBeGreaterThanOrEqual(lowerBound(successes, n));
      }),
    );
  });

  it('cover the true share in at least 95 % of experiments, exactly summed', () => {
    for (const [n, p] of [
      [59, 0.05],
      [120, 0.02],
      [300, 0.3],
    ] as const) {
      let missed = 0;
      for (let k = 0; k <= n; k += 1) {
        if (upperBound(k, n) < p) missed += binomialAtMost(k, n, p) - binomialAtMost(k - 1, n, p);
      }
      expect(missed).toBeLessThanOrEqual(alpha);
    }
  });
});
