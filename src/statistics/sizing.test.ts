import { describe, expect, it } from 'vitest';
import { alpha, binomialAtMost, upperBound } from './proportion.js';
import { fewestSamples, power, samplesForPower } from './sizing.js';

describe('the floor', () => {
  it.each([
    [0.05, 59],
    [0.01, 299],
    [0.001, 2995],
  ])('a share of %d can be proven with %d samples, and not with one less', (share, n) => {
    expect(fewestSamples(share)).toBe(n);
    expect(upperBound(0, n)).toBeLessThanOrEqual(share);
    expect(upperBound(0, n - 1)).toBeGreaterThan(share);
  });

  it('no number of samples proves "never"', () => {
    expect(fewestSamples(0)).toBe(Infinity);
    expect(samplesForPower(0)).toBe(Infinity);
  });
});

/** The chance that a service of true share `healthy` is proven to be within `share`. */
function chanceToPass(n: number, share: number, healthy: number): number {
  let allowed = -1;
  while (binomialAtMost(allowed + 1, n, share) <= alpha) allowed += 1;
  return binomialAtMost(allowed, n, healthy);
}

describe('the size for a 99 % chance', () => {
  it.each([
    [0.05, 0.01, 260],
    [0.05, 0.02, 601],
    [0.01, 0.002, 1312],
    [0.001, 0.0002, 13_146],
    [0.5, 0.1, 21],
  ])('share %d, truly %d: %d samples', (share, healthy, n) => {
    expect(samplesForPower(share, healthy)).toBe(n);
  });

  it.each([
    [0.05, 0.01],
    [0.05, 0.02],
    [0.1, 0.02],
    [0.5, 0.1],
  ])('holds for every larger number too, and not for one less: share %d, truly %d', (share, healthy) => {
    const n = samplesForPower(share, healthy);
    expect(chanceToPass(n - 1, share, healthy)).toBeLessThan(power);
    for (let more = n; more < 3 * n; more += 1)
      expect(chanceToPass(more, share, healthy)).toBeGreaterThanOrEqual(power);
  });

  it('is out of reach where the service is no better than its limit', () => {
    expect(samplesForPower(0.05, 0.05)).toBe(Infinity);
  });
});
