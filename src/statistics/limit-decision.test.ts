import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { verdictOfCounts, type LimitDecision } from './limit-decision.js';

/** `samples` over twenty seconds, the ones beyond spread out. */
function decide(samples: number, beyond: number, share: number): LimitDecision {
  const part = (total: number, i: number): number => Math.floor((total * (i + 1)) / 20) - Math.floor((total * i) / 20);
  const blocks = Array.from({ length: 20 }, (_, i) => ({ samples: part(samples, i), beyond: part(beyond, i) }));
  return verdictOfCounts({ samples, beyond, share, blocks });
}

describe('a limit on a share', () => {
  it.each([
    [59, 0, 0.05, 'within'],
    [58, 0, 0.05, 'too-few'],
    [260, 6, 0.05, 'within'],
    [260, 13, 0.05, 'undecided'],
    [260, 30, 0.05, 'beyond'],
    [58, 20, 0.05, 'beyond'],
    [0, 0, 0.05, 'too-few'],
    [2994, 0, 0.001, 'too-few'],
    [2995, 0, 0.001, 'within'],
  ] as const)('%d samples, %d beyond, %d allowed: %s', (samples, beyond, share, kind) => {
    expect(decide(samples, beyond, share).kind).toBe(kind);
  });

  it('a share of 0 is about the very samples: one beyond is too many, and none of none proves nothing', () => {
    expect(decide(10, 0, 0).kind).toBe('within');
    expect(decide(10, 1, 0).kind).toBe('beyond');
    expect(decide(0, 0, 0).kind).toBe('too-few');
  });

  it('correlated samples count for fewer: the same counts in bursts prove nothing', () => {
    const even = Array.from({ length: 52 }, () => ({ samples: 5, beyond: 0 })).map((b, i) =>
      i % 9 === 0 ? { samples: 5, beyond: 1 } : b,
    );
    const burst = even.map((b, i) => ({ samples: b.samples, beyond: i === 0 ? 5 : i === 1 ? 1 : 0 }));
    const counts = { samples: 260, beyond: 6, share: 0.05 };
    expect(verdictOfCounts({ ...counts, blocks: even }).kind).toBe('within');
    const correlated = verdictOfCounts({ ...counts, blocks: burst });
    expect(correlated.kind).toBe('undecided');
    expect(correlated.effectiveSamples).toBeLessThan(100);
  });

  const counts = fc.record({
    samples: fc.integer({ min: 1, max: 3000 }),
    part: fc.double({ min: 0, max: 1, noNaN: true }),
    share: fc.constantFrom(0, 0.001, 0.01, 0.05, 0.1, 0.5),
  });

  it('is never both: within only if fewer than allowed were seen, beyond only if more', () => {
    fc.assert(
      fc.property(counts, ({ samples, part, share }) => {
        const beyond = Math.floor(samples * part);
        const { kind, lower, upper, effectiveSamples, needed } = decide(samples, beyond, share);
        expect(lower).toBeLessThanOrEqual(upper);
        expect(effectiveSamples).toBeLessThanOrEqual(samples);
        expect(needed).toBeGreaterThan(0);
        if (kind === 'within') expect(beyond / samples).toBeLessThanOrEqual(share);
        if (kind === 'beyond') expect(beyond / samples).toBeGreaterThan(share);
        if (kind === 'too-few') expect(samples).toBeLessThan(needed);
      }),
    );
  });

  it('losing good samples never turns a limit within', () => {
    fc.assert(
      fc.property(counts, fc.double({ min: 0, max: 1, noNaN: true }), ({ samples, part, share }, keep) => {
        const beyond = Math.floor(samples * part);
        const blocks = [{ samples, beyond }];
        const kept = beyond + Math.floor((samples - beyond) * keep);
        const fewer = verdictOfCounts({ samples: kept, beyond, share, blocks: [{ samples: kept, beyond }] });
        if (verdictOfCounts({ samples, beyond, share, blocks }).kind !== 'within')
          expect(fewer.kind).not.toBe('within');
      }),
    );
  });
});
