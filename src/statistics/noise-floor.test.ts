import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pairsFor, spreadOf, supportedMargins } from './comparison-sizing.js';
import { noiseFloor } from './noise-floor.js';
import { inputs, scipyValues } from './scipy-comparison.test-data.js';
import { compareSideBySide } from './side-by-side.js';

const pairsOf = (logs: readonly number[]) => logs.map((log) => ({ before: 100, after: 100 * Math.exp(log) }));

/** Standard normal numbers, by Box & Muller. */
function normals(seed: number, count: number): number[] {
  const uniform = inputs(seed, 2 * count);
  return Array.from(
    { length: count },
    (_, i) => Math.sqrt(-2 * Math.log(uniform[2 * i]!)) * Math.cos(2 * Math.PI * uniform[2 * i + 1]!),
  );
}

describe('planning with a known spread', () => {
  it.each([0, 1])('an unchanged release passes the margin of look %d with a chance of 95 %', (look) => {
    const spread = 0.05;
    const { pairs, margin } = supportedMargins(spread)[look]!;
    const trials = 5000;
    const all = normals(7, trials * pairs);
    let passed = 0;
    for (let trial = 0; trial < trials; trial += 1) {
      const logs = all.slice(trial * pairs, (trial + 1) * pairs).map((z) => z * spread);
      const metric = { name: 'p95', pairs: pairsOf(logs), margin: { relative: margin - 1, absolute: 0 } };
      if (compareSideBySide([metric]).outcome === 'not-worse') passed += 1;
    }
    // Three standard errors of this many trials.
    expect(Math.abs(passed / trials - 0.95)).toBeLessThan(0.0093);
  });

  it('a margin takes the pairs that support it, and fewer the wider it is', () => {
    const [six, ten] = supportedMargins(0.05);
    expect([six!.pairs, ten!.pairs]).toEqual([6, 10]);
    expect(pairsFor(six!.margin, 0.05)).toBe(6);
    expect(pairsFor(ten!.margin, 0.05)).toBe(10);
    expect(pairsFor(1.001 * Math.sqrt(ten!.margin), 0.05)).toBeLessThanOrEqual(40);
    expect(pairsFor(0.999 * Math.sqrt(ten!.margin), 0.05)).toBeGreaterThan(40);
    const margin = fc.integer({ min: 1, max: 1000 }).map((n) => 1 + n / 1000);
    fc.assert(
      fc.property(margin, margin, fc.integer({ min: 0, max: 500 }), (one, other, spread) => {
        const [narrow, wide] = [Math.min(one, other), Math.max(one, other)];
        expect(pairsFor(wide, spread / 1000)!).toBeLessThanOrEqual(pairsFor(narrow, spread / 1000)!);
      }),
    );
  });

  it('one value has no spread', () => {
    expect(spreadOf([1])).toBeUndefined();
    expect(spreadOf([1, 1])).toBe(0);
  });
});

describe('the noise floor', () => {
  it('the largest spread that goes with what was seen is that of χ², or a little more', () => {
    for (const [freedom, quantile] of scipyValues.chiSquaredAt5) {
      const floor = noiseFloor(pairsOf(normals(freedom, freedom + 1)))!;
      const ratio = floor.spreadAtMost / (floor.spread * Math.sqrt(freedom / quantile));
      expect(ratio).toBeGreaterThanOrEqual(1);
      expect(ratio).toBeLessThan(1.015);
      expect(floor.supported).toEqual(supportedMargins(floor.spreadAtMost));
    }
  });

  it('shows which place is favoured: 1 is not between the bounds', () => {
    const { estimate, lower, upper } = noiseFloor(pairsOf(normals(3, 20).map((z) => 0.1 + 0.02 * z)))!;
    expect(lower).toBeGreaterThan(1);
    expect(estimate).toBeCloseTo(Math.exp(0.1), 1);
    expect(upper).toBeGreaterThan(estimate);
  });

  it('is not known from fewer than five pairs', () => {
    expect(noiseFloor(pairsOf([]))).toBeUndefined();
    expect(noiseFloor(pairsOf([0.1, 0, 0.05, 0.02]))).toBeUndefined();
    expect(noiseFloor(pairsOf([0.1, 0, 0.05, 0.02, 0.01]))).toMatchObject({ pairs: 5 });
  });

  it('refuses values without a ratio, and more pairs than are counted', () => {
    expect(() => noiseFloor([{ before: 0, after: 1 }])).toThrow('pair 1, before');
    expect(() => noiseFloor(pairsOf(normals(1, 31)))).toThrow('1 to 30 pairs');
  });
});
