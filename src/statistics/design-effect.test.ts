import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { designEffect, fewestBlocks, type Block } from './design-effect.js';

const block = (samples: number, beyond: number): Block => ({ samples, beyond });

describe('design effect', () => {
  it('is the block size where requests of one second all share one fate', () => {
    const blocks = Array.from({ length: 1000 }, (_, i) => block(20, i % 10 === 0 ? 20 : 0));
    expect(designEffect(blocks)).toBeCloseTo(20, 1);
  });

  it('is 1 where every second shows the same share: agreement by chance earns nothing', () => {
    expect(designEffect(Array.from({ length: 60 }, () => block(20, 1)))).toBe(1);
  });

  it('is close to 1 for independent samples', () => {
    let seed = 12345;
    const random = (): number => (seed = (seed * 48271) % 2147483647) / 2147483647;
    const blocks = Array.from({ length: 5000 }, () =>
      block(20, Array.from({ length: 20 }, random).filter((r) => r < 0.05).length),
    );
    expect(designEffect(blocks)).toBeLessThan(1.1);
  });

  it('is 1 where there is nothing to compare: no, or only, samples beyond, or too few seconds', () => {
    expect(designEffect([])).toBe(1);
    expect(designEffect(Array.from({ length: 60 }, () => block(20, 0)))).toBe(1);
    expect(designEffect(Array.from({ length: 60 }, () => block(20, 20)))).toBe(1);
    expect(designEffect(Array.from({ length: fewestBlocks - 1 }, (_, i) => block(20, i % 2 === 0 ? 20 : 0)))).toBe(1);
  });

  it('is at least 1 and finite, and empty seconds do not change it', () => {
    const one = fc.integer({ min: 0, max: 50 }).chain((n) => fc.integer({ min: 0, max: n }).map((k) => block(n, k)));
    fc.assert(
      fc.property(fc.array(one, { maxLength: 100 }), (blocks) => {
        const effect = designEffect(blocks);
        expect(effect).toBeGreaterThanOrEqual(1);
        expect(Number.isFinite(effect)).toBe(true);
        expect(designEffect([...blocks, block(0, 0), block(0, 0)])).toBe(effect);
      }),
    );
  });
});
