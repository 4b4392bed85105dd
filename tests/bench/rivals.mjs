// What others decide by. Pure.
import { partsOf } from './simulated-runs.mjs';

/**
 * @typedef {'go' | 'no-go' | 'undecided'} Word
 * @typedef {import('./seeded-random.mjs').Random} Random
 */

/** A k6 threshold, `p(95)<limit`: the run itself against a number in the script. @param {number} after @param {number} limit @returns {Word} */
export function fixedLimit(after, limit) {
  return after < limit ? 'go' : 'no-go';
}

/** "More than 5 % worse than last time." @param {{ before: number, after: number }} pair @param {number} share @returns {Word} */
export function naivePercent({ before, after }, share) {
  return after > before * (1 + share) ? 'no-go' : 'go';
}

/** Requests of a run, and how they spread around its level: p95 ÷ median is 2.3. */
const requests = { count: 2000, spread: 0.5 };

/**
 * Mann–Whitney's test on single requests of two runs, one-sided at 5 %, normal approximation: so many requests are far more
 * than enough for it. Mann & Whitney, Annals of Mathematical Statistics 18 (1947) 50–60.
 *
 * @param {{ before: number, after: number }} pair @param {Random} random @returns {Word}
 */
export function perRequest({ before, after }, random) {
  const one = partsOf(before, requests.spread, requests.count, random).sort();
  const other = partsOf(after, requests.spread, requests.count, random).sort();
  return zOfRanks(one, other) > 1.6448536 ? 'no-go' : 'go';
}

/** Standard normal score of "the other is larger"; both sorted, without ties. @param {Float64Array} one @param {Float64Array} other */
export function zOfRanks(one, other) {
  let [smaller, larger] = [0, 0];
  for (const value of other) {
    while (smaller < one.length && /** @type {number} */ (one[smaller]) < value) smaller += 1;
    larger += smaller;
  }
  const product = one.length * other.length;
  return (larger - product / 2) / Math.sqrt((product * (one.length + other.length + 1)) / 12);
}

/** Points of a metric's time series, and how they spread around the run's level. */
const points = { count: 60, spread: 0.1 };

/**
 * Kayenta's judge for one metric (NetflixACAJudge with its constants: a 98 % confidence interval of the Mann–Whitney test,
 * tolerance a quarter of the Hodges–Lehmann estimate), the metric's direction set to "increase": true for `High`.
 *
 * @param {{ before: number, after: number }} pair @param {Random} random
 */
export function isHigh({ before, after }, random) {
  const control = partsOf(before, points.spread, points.count, random).map(Math.exp);
  const experiment = partsOf(after, points.spread, points.count, random).map(Math.exp);
  const differences = new Float64Array(points.count ** 2);
  experiment.forEach((value, i) => control.forEach((other, j) => (differences[i * points.count + j] = value - other)));
  differences.sort();
  const deviation = Math.sqrt((points.count ** 2 * (2 * points.count + 1)) / 12);
  const lower = differences[Math.floor(differences.length / 2 - 2.3263479 * deviation - 0.5)] ?? NaN;
  const estimate =
    ((differences[differences.length / 2 - 1] ?? NaN) + (differences[differences.length / 2] ?? NaN)) / 2;
  return lower > 0.25 * Math.abs(estimate);
}

/**
 * Kayenta's score: the share of metrics in one group that pass, with its customary marks: below 75 it fails, from 95 on it
 * passes, between them it is marginal and people are asked.
 *
 * @param {readonly boolean[]} high @returns {Word}
 */
export function scoreOf(high) {
  const score = (100 * high.filter((isOne) => !isOne).length) / high.length;
  return score >= 95 ? 'go' : score < 75 ? 'no-go' : 'undecided';
}
