import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { loadEvidence } from '../records/load-evidence.js';
import { sketchQuantile, type Sketched } from './sketch.js';

const golden = (name: string): string =>
  readFileSync(path.resolve(import.meta.dirname, '../../load/xk6/testdata', name), 'utf8');
const precision = { relativeError: 0.0099, smallest: 1e-6 };
const gamma = (1 + precision.relativeError) / (1 - precision.relativeError);

/** As load/xk6/sketch.go counts. */
function sketchOf(values: readonly number[]): Sketched {
  const buckets = new Map<number, number>();
  for (const value of values.filter((value) => value >= precision.smallest)) {
    const bucket = Math.ceil(Math.log(value) / Math.log(gamma));
    buckets.set(bucket, (buckets.get(bucket) ?? 0) + 1);
  }
  const filled = [...buckets].toSorted(([a], [b]) => a - b);
  const counts = filled.flatMap(([bucket, n], index) => {
    const before = filled[index - 1]?.[0];
    return before === undefined || bucket === before + 1 ? [n] : [before + 1 - bucket, n];
  });
  const zeros = values.filter((value) => value < precision.smallest).length;
  const sketch = { zeros, first: filled[0]?.[0] ?? 0, counts };
  return { sketch, precision, count: values.length, min: Math.min(...values), max: Math.max(...values) };
}

const durations = fc.oneof(fc.constant(0), fc.double({ min: 1e-6, max: 1e9, noNaN: true }));

test('every quantile is within 1 % of the sorted truth, the smallest and the largest are exact', () => {
  fc.assert(
    fc.property(
      fc.array(durations, { minLength: 1, maxLength: 200 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (values, q) => {
        const sorted = values.toSorted((a, b) => a - b);
        const truth = sorted[Math.max(Math.ceil(q * sorted.length), 1) - 1] ?? Number.NaN;
        expect(Math.abs(sketchQuantile(sketchOf(values), q) - truth)).toBeLessThanOrEqual(0.01 * truth);
        expect(sketchQuantile(sketchOf(values), 1)).toBe(sorted.at(-1));
      },
    ),
  );
});

test('the file that the k6 extension wrote gives the quantiles of its samples, as it does in Go', () => {
  const evidence = loadEvidence.parse(JSON.parse(golden('evidence.golden')));
  if (evidence.tool !== 'k6') throw new Error('not of k6');
  const { series, precision } = evidence;
  const sketchOfStep = (step: string | undefined) => {
    const told = series.find((one) => one.step === step)?.durations;
    if (told === undefined) throw new Error(`no series ${step}`);
    return { sketch: told.sketch, precision, count: told.count, min: told.minMs, max: told.maxMs };
  };
  const truths = golden('quantiles.golden').trimEnd().split('\n');
  expect(truths.length).toBeGreaterThan(50);
  for (const [step, q, truth] of truths.map((line) => line.split(' '))) {
    expect(Math.abs(sketchQuantile(sketchOfStep(step), Number(q)) - Number(truth)), `${step} ${q}`).toBeLessThanOrEqual(
      0.01 * Number(truth),
    );
  }
  for (const step of evidence.steps) {
    const of = sketchOfStep(step.name);
    expect(sketchQuantile(of, 0.5)).toBeCloseTo(step.medianMs ?? Number.NaN, 9);
    expect(sketchQuantile(of, 0.95)).toBeCloseTo(step.p95Ms ?? Number.NaN, 9);
  }
});

test('what is no quantile is refused', () => {
  for (const q of [-0.1, 1.1, Number.NaN]) expect(() => sketchQuantile(sketchOf([1]), q)).toThrow(RangeError);
  expect(() => sketchQuantile({ ...sketchOf([1]), count: 0 }, 0.5)).toThrow('no quantile of no values');
});
