import { readFileSync } from 'node:fs';

interface ScipyValues {
  signedRank: [count: number, estimate: number][];
  prediction: [upper: number, lower: number, lowerAtQuarter: number][];
  student: [error: number, freedom: number, t: number][];
  chiSquaredAt5: [freedom: number, value: number][];
  twoLooks: [first: number, second: number, mean: number, worst: number][];
}

/** What SciPy says; of `signedRank` and `prediction` the seeds of the inputs are 1, 2, 3 … */
export const scipyValues = JSON.parse(
  readFileSync(new URL('scipy-comparison-values.json', import.meta.url), 'utf8'),
) as ScipyValues;

/** The inputs of tests/oracles/scipy-comparison-values.py: Park & Miller's generator, exact in doubles. */
export function inputs(seed: number, count: number): number[] {
  let state = seed;
  return Array.from({ length: count }, () => (state = (state * 48271) % 2147483647) / 2147483647);
}
