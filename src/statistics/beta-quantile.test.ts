import fc from 'fast-check';
import { expect, it } from 'vitest';
import { betaQuantile } from './beta-quantile.js';
import { incompleteBeta } from './incomplete-beta.js';

const parameter = fc.double({ min: 1, max: 1e5, noNaN: true });
const probability = fc.constantFrom(0.05, 0.5, 0.95);

it('is the x at which the incomplete beta function has that value, wherever the search begins', () => {
  const guess = fc.oneof(fc.double({ min: 0, max: 1 }), fc.constantFrom(-1, 0, 1, 2, 1e-300));
  fc.assert(
    fc.property(probability, parameter, parameter, guess, (value, a, b, start) => {
      expect(incompleteBeta(betaQuantile(value, a, b, start), a, b)).toBeCloseTo(value, 7);
    }),
    { numRuns: 2000 },
  );
});

it('is the same to nine digits from a good guess and from none', () => {
  fc.assert(
    fc.property(probability, parameter, parameter, (value, a, b) => {
      const fromNone = betaQuantile(value, a, b, Number.NaN);
      expect(Math.abs(betaQuantile(value, a, b, a / (a + b)) / fromNone - 1)).toBeLessThan(1e-9);
    }),
    { numRuns: 2000 },
  );
});
