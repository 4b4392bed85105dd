import fc from 'fast-check';
import { expect, test } from 'vitest';
import { countedIn, sketch as told } from '../records/load-series.js';
import { addTo, describeSketch, emptySketch, mergeInto, quantileOf, type Sketch } from './sketch.js';

const durations = fc.array(fc.double({ min: 0, max: 1e7, noNaN: true }), { minLength: 1, maxLength: 200 });

function sketchOf(values: readonly number[]): Sketch {
  const sketch = emptySketch();
  for (const value of values) addTo(sketch, value);
  return sketch;
}

test('every quantile is within one per cent of the sorted truth, and the largest is exact', () => {
  fc.assert(
    fc.property(durations, fc.double({ min: 0.01, max: 1, noNaN: true }), (values, q) => {
      const truth = values.toSorted((a, b) => a - b)[Math.ceil(q * values.length) - 1] ?? NaN;
      const estimate = quantileOf(sketchOf(values), q) ?? NaN;
      expect(Math.abs(estimate - truth)).toBeLessThanOrEqual(0.01 * truth + 1e-6);
      expect(quantileOf(sketchOf(values), 1)).toBe(Math.max(...values));
    }),
  );
  expect(quantileOf(emptySketch(), 0.5)).toBeUndefined();
});

test('two add up to the one that saw all values', () => {
  fc.assert(
    fc.property(durations, durations, (some, others) => {
      const merged = sketchOf(some);
      mergeInto(merged, sketchOf(others));
      const whole = sketchOf([...some, ...others]);
      expect(describeSketch(merged)).toEqual(describeSketch(whole));
      expect([merged.count, merged.min, merged.max]).toEqual([whole.count, whole.min, whole.max]);
    }),
  );
});

test('is told as records have it, with nothing lost', () => {
  fc.assert(
    fc.property(durations, (values) => {
      expect(countedIn(told.parse(describeSketch(sketchOf(values))))).toBe(values.length);
    }),
  );
  // Far apart: one bucket each, and what is empty between them as one number.
  expect(describeSketch(sketchOf([1, 1, 1000])).counts).toEqual([2, -348, 1]);
  expect(describeSketch(sketchOf([0]))).toEqual({ zeros: 1, first: 0, counts: [] });
});
