import type { Precision, Sketch as ToldSketch } from '../records/load-series.js';

// The same buckets as load/xk6/sketch.go, so that figures of all load tools mean the same.
export const precision: Precision = { relativeError: 0.0099, smallest: 1e-6 };
const gamma = (1 + precision.relativeError) / (1 - precision.relativeError);
const logGamma = Math.log(gamma);
// Values above share one bucket: a runaway value must not ask for a runaway number of buckets.
const largest = 1e15;

/** Values in logarithmic buckets: constant memory, quantiles within 1 %. */
export interface Sketch {
  count: number;
  zeros: number;
  min: number;
  max: number;
  buckets: Map<number, number>;
}

export function emptySketch(): Sketch {
  return { count: 0, zeros: 0, min: Infinity, max: -Infinity, buckets: new Map() };
}

export function addTo(sketch: Sketch, value: number): void {
  sketch.min = Math.min(sketch.min, value);
  sketch.max = Math.max(sketch.max, value);
  sketch.count += 1;
  if (!(value >= precision.smallest)) {
    sketch.zeros += 1;
    return;
  }
  addToBucket(sketch, Math.ceil(Math.log(Math.min(value, largest)) / logGamma), 1);
}

function addToBucket({ buckets }: Sketch, index: number, count: number): void {
  const seen = buckets.get(index);
  buckets.set(index, seen === undefined ? count : seen + count);
}

/** Adds another sketch's values, as if this one had seen them too. */
export function mergeInto(sketch: Sketch, other: Sketch): void {
  sketch.count += other.count;
  sketch.zeros += other.zeros;
  sketch.min = Math.min(sketch.min, other.min);
  sketch.max = Math.max(sketch.max, other.max);
  for (const [index, count] of other.buckets) addToBucket(sketch, index, count);
}

/** The value at rank ⌈q·n⌉, within 1 %; smallest and largest are exact. Undefined when empty. */
export function quantileOf(sketch: Sketch, q: number): number | undefined {
  const { count, zeros, min, max } = sketch;
  if (count === 0) return undefined;
  const rank = Math.ceil(q * count);
  if (rank >= count) return max;
  const within = (value: number): number => Math.min(Math.max(min, value), max);
  let seen = zeros;
  if (rank <= seen) return within(0);
  for (const [index, counted] of inOrder(sketch)) {
    seen += counted;
    if (rank <= seen) return within((2 * gamma ** index) / (gamma + 1));
  }
  return max;
}

/** As it is told on disk: empty buckets between others as one negative number. */
export function describeSketch(sketch: Sketch): ToldSketch {
  const counts: number[] = [];
  const buckets = inOrder(sketch);
  const [firstBucket] = buckets;
  if (firstBucket === undefined) return { zeros: sketch.zeros, first: 0, counts };
  let next = firstBucket[0];
  for (const [index, counted] of buckets) {
    if (index > next) counts.push(next - index);
    counts.push(counted);
    next = index + 1;
  }
  return { zeros: sketch.zeros, first: firstBucket[0], counts };
}

function inOrder({ buckets }: Sketch): [index: number, count: number][] {
  return [...buckets].toSorted(([a], [b]) => a - b);
}
