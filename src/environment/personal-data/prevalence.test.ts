import fc from 'fast-check';
import { expect, test } from 'vitest';
import { prevalenceBelow } from './prevalence.js';

test.each([
  [0, 1],
  [1, 0.95],
  [59, 0.049508],
  [300_000, 9.98573e-6],
])('a sample of %d rows without a hit excludes a prevalence of %d', (n, bound) => {
  expect(prevalenceBelow(n) / bound).toBeCloseTo(1, 4);
});

test('at the bound all rows miss with a probability of 5 %, and more rows prove more', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 10_000_000 }), (n) => {
      expect((1 - prevalenceBelow(n)) ** n).toBeCloseTo(0.05, 6);
      expect(prevalenceBelow(n + 1)).toBeLessThan(prevalenceBelow(n));
    }),
  );
});
