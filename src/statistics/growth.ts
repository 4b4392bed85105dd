import { tExceededWith } from './student-t.js';

/**
 * A run is cut into so many batches of equal length: their means are nearly normal and nearly independent, and more than
 * thirty make no better interval (B. Schmeiser, Batch Size Effects in the Analysis of Simulation Output, Operations
 * Research 30 (1982) 556–568; A. Law, Simulation Modeling and Analysis, chapter 9).
 */
export const batches = 20;

/**
 * The first fifth of a run is not judged: what has just been started fills its caches and its heap, and that is no leak. A
 * share, since a longer run has time for more; fixed, since whoever could choose it could choose the outcome. What dies
 * away with a time constant of up to a twentieth of the run has sunk to e⁻⁴, less than 2 % of it, by then.
 */
export const warmUp = 0.2;

/** Requests are told by the second, so no batch is shorter than one. */
export const fewestSeconds = batches / (1 - warmUp);

/** So much seen at some moment, in seconds since the run began. */
export interface Seen {
  at: number;
  count: number;
  sum: number;
}

/** The part of a run of so many seconds that is judged. */
export function judgedPart(seconds: number): { from: number; batchSeconds: number } {
  const from = warmUp * seconds;
  return { from, batchSeconds: (seconds - from) / batches };
}

/** The mean of each batch of a run; undefined: nothing was seen in it. */
export function batchMeans(seen: readonly Seen[], seconds: number): (number | undefined)[] {
  const { from, batchSeconds } = judgedPart(seconds);
  const held = Array.from({ length: batches }, () => ({ count: 0, sum: 0 }));
  for (const { at, count, sum } of seen) {
    const batch = held[Math.floor((at - from) / batchSeconds)];
    if (batch === undefined) continue;
    batch.count += count;
    batch.sum += sum;
  }
  return held.map(({ count, sum }) => (count === 0 ? undefined : sum / count));
}

/** The least-squares line through values at 0, 1, 2 …: its slope, the slope's standard error, and the values' mean. */
export function lineThrough(values: readonly number[]): {
  slope: number;
  standardError: number;
  mean: number;
  correlation: number;
} {
  const many = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / many;
  const middle = (many - 1) / 2;
  const spread = (many * (many * many - 1)) / 12;
  const slope = values.reduce((sum, value, at) => sum + (at - middle) * (value - mean), 0) / spread;
  const left = values.map((value, at) => value - mean - slope * (at - middle));
  const squares = left.reduce((sum, one) => sum + one * one, 0);
  let [products, before] = [0, 0];
  for (const one of left) {
    products += before * one;
    before = one;
  }
  return {
    ...{ slope, mean, standardError: Math.sqrt(squares / (many - 2) / spread) },
    correlation: squares === 0 ? 0 : products / squares,
  };
}

/** By which share of its own mean something grows in an hour, and one-sided bounds of that. */
export interface Growth {
  mean: number;
  perHour: number;
  lower: number;
  upper: number;
}

/**
 * How fast batch means grow: the slope of the least-squares line, with bounds by Student's t on two degrees of freedom
 * less than there are batches. What is left of neighbouring batches beside the line is often alike (a queue, a heap): the
 * slope's variance is taken (1 + r) ÷ (1 − r) times as large, as B. Santer et al. do, Journal of Geophysical Research 105
 * (2000) 7337–7356, where r, their correlation, is found too small by about 2 ÷ batches; none is taken for less than that.
 * @param means above 0 on average, each of `batchSeconds`
 * @param error of the lower bound and of the upper one, each by itself
 */
export function growthOf(
  means: readonly number[],
  batchSeconds: number,
  error: { lower: number; upper: number },
): Growth {
  const { slope, standardError, mean, correlation } = lineThrough(means);
  const alike = Math.min(0.9, Math.max(0, correlation + 2 / means.length));
  const perHour = 3600 / batchSeconds / mean;
  const deviation = standardError * Math.sqrt((1 + alike) / (1 - alike));
  const freedom = means.length - 2;
  return {
    ...{ mean, perHour: slope * perHour },
    lower: (slope - tExceededWith(error.lower, freedom) * deviation) * perHour,
    upper: (slope + tExceededWith(error.upper, freedom) * deviation) * perHour,
  };
}

/**
 * For how many seconds a run would have to last to tell, if it went on to grow like this and were as noisy: the variance
 * of a batch's mean falls as batches get longer, and the same slope moves it further, so that an interval shrinks with the
 * time to the power of 3/2. Infinity: it grows by exactly as much as it may.
 */
export function secondsToTell({ perHour, lower, upper }: Growth, most: number, seconds: number): number {
  const bound = perHour < most ? upper - perHour : perHour - lower;
  return seconds * (bound / Math.abs(most - perHour)) ** (2 / 3);
}

/** Steadier than this few things are: by so much of their mean batches differ, however long they are. */
export const leastNoise = 0.01;

/** The clock's first and last second of a run are only begun. */
const begunSeconds = 2;

/** The shortest run, in seconds, that proves of something steady, with `leastNoise`, that it grows by at most that share an hour. */
export function secondsToProve(most: number): number {
  const spread = (batches * (batches * batches - 1)) / 12;
  const bound = (tExceededWith(0.05, batches - 2) * leastNoise * 3600) / Math.sqrt(spread);
  return Math.max(fewestSeconds + begunSeconds, ((bound / most) * batches) / (1 - warmUp));
}
