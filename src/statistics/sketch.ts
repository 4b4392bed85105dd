import type { Precision, Sketch } from '../records/load-series.js';

/** A sketch with what is kept beside it; `count` values, at least one. */
export interface Sketched {
  sketch: Sketch;
  precision: Precision;
  count: number;
  min: number;
  max: number;
}

/**
 * The value at rank ⌈q·n⌉ (nearest-rank quantile), within the sketch's relative error; the smallest and the largest are
 * exact. In the unit of the values. The same estimate as load/xk6/sketch.go: the middle of a bucket, 2γ^k / (γ + 1),
 * after Masson, Rim & Lee, "DDSketch" (VLDB 2019).
 * @throws RangeError for a q outside [0, 1], and for a sketch without values.
 */
export function sketchQuantile({ sketch, precision, count, min, max }: Sketched, q: number): number {
  if (!(q >= 0 && q <= 1)) throw new RangeError(`a quantile lies between 0 and 1, not at ${q}`);
  if (count < 1) throw new RangeError('no quantile of no values');
  const rank = Math.ceil(q * count);
  if (rank >= count) return max;
  const within = (value: number): number => Math.min(Math.max(min, value), max);
  let seen = sketch.zeros;
  if (rank <= seen) return within(0);
  const gamma = (1 + precision.relativeError) / (1 - precision.relativeError);
  let bucket = sketch.first;
  for (const counted of sketch.counts) {
    if (counted < 0) {
      bucket -= counted;
      continue;
    }
    seen += counted;
    if (rank <= seen) return within((2 * gamma ** bucket) / (gamma + 1));
    bucket += 1;
  }
  return max;
}
