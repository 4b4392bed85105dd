import { designEffect, type Block } from './design-effect.js';
import { lowerBound, upperBound } from './proportion.js';
import { fewestSamples } from './sizing.js';

/** Counts, of which at most `share` may lie beyond the limit's edge. */
export interface Counts {
  samples: number;
  beyond: number;
  share: number;
  blocks: readonly Block[];
}

export interface LimitDecision {
  /** `within` and `beyond` are proven at 95 %; `too-few` could not have been proven however good it was. */
  kind: 'within' | 'beyond' | 'undecided' | 'too-few';
  /** One-sided 95 % bounds of the true share beyond the edge. */
  lower: number;
  upper: number;
  /** Samples over their design effect. */
  effectiveSamples: number;
  /** Samples, as correlated as these are, that proof takes at the least. */
  needed: number;
}

/**
 * Decides "at most `share` of the samples are beyond" from exact counts: proven, refuted, or neither. A share of 0
 * (`max<…`, `rate==0`) is a statement about the very samples seen, and needs no inference.
 */
export function verdictOfCounts({ samples, beyond, share, blocks }: Counts): LimitDecision {
  const effect = designEffect(blocks);
  const effectiveSamples = samples / effect;
  const effectiveBeyond = beyond / effect;
  const lower = lowerBound(effectiveBeyond, effectiveSamples);
  const upper = upperBound(effectiveBeyond, effectiveSamples);
  const needed = share <= 0 ? 1 : Math.ceil(fewestSamples(share) * effect);
  return { kind: kindOf(), lower, upper, effectiveSamples, needed };

  function kindOf(): LimitDecision['kind'] {
    if (samples === 0) return 'too-few';
    if (share <= 0) return beyond === 0 ? 'within' : 'beyond';
    if (share >= 1 || upper <= share) return 'within';
    if (lower > share) return 'beyond';
    return samples < needed ? 'too-few' : 'undecided';
  }
}
