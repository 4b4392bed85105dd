import type { Outcomes } from './look.js';

const capacity = 2048;

/**
 * A fair sample of the distinct values of a column in little memory: those whose hash ends in `level` zero bits, with a
 * bit more each time that it is full (Wegman's adaptive sampling: Flajolet, On adaptive sampling, Computing 43, 1990).
 * It keeps hashes and what validators said, never a value.
 */
export interface DistinctSample {
  readonly kept: ReadonlyMap<number, Outcomes>;
  add(value: string, outcomes: Outcomes): void;
}

export function distinctSample(): DistinctSample {
  const kept = new Map<number, Outcomes>();
  let mask = 0;
  return {
    kept,
    add(value, outcomes) {
      const hash = hashOf(value);
      if ((hash & mask) !== 0) return;
      kept.set(hash, outcomes);
      while (kept.size > capacity) {
        mask = (mask << 1) | 1;
        for (const other of kept.keys()) if ((other & mask) !== 0) kept.delete(other);
      }
    },
  };
}

/** 32 bits of a text: FNV-1a, then MurmurHash3's finish, since FNV's low bits alone are not even. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
