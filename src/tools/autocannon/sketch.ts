// The same buckets as load/xk6/sketch.go, so that figures of both tools mean the same.
const relativeError = 0.0099;
const gamma = (1 + relativeError) / (1 - relativeError);
const smallest = 1e-6;

/** Values in logarithmic buckets: constant memory, quantiles within 1 %. */
export interface Sketch {
  count: number;
  zeros: number;
  max: number;
  buckets: Map<number, number>;
}

export function emptySketch(): Sketch {
  return { count: 0, zeros: 0, max: 0, buckets: new Map() };
}

export function addTo(sketch: Sketch, value: number): void {
  sketch.max = Math.max(sketch.max, value);
  sketch.count += 1;
  if (value < smallest) {
    sketch.zeros += 1;
    return;
  }
  const index = Math.ceil(Math.log(value) / Math.log(gamma));
  const seen = sketch.buckets.get(index);
  sketch.buckets.set(index, seen === undefined ? 1 : seen + 1);
}

/** The value at rank ⌈q·n⌉, within 1 %; the largest is exact. Undefined when empty. */
export function quantileOf(sketch: Sketch, q: number): number | undefined {
  if (sketch.count === 0) return undefined;
  const rank = Math.ceil(q * sketch.count);
  if (rank >= sketch.count) return sketch.max;
  let seen = sketch.zeros;
  if (rank <= seen) return 0;
  for (const [index, count] of [...sketch.buckets].toSorted(([a], [b]) => a - b)) {
    seen += count;
    if (rank <= seen) return Math.min(sketch.max, (2 * gamma ** index) / (gamma + 1));
  }
  return sketch.max;
}
