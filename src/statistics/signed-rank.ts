import { alpha } from './proportion.js';

/** Counts of subsets stay whole numbers far beyond this; a plan with more pairs than this is none. */
export const mostPairs = 30;

/** Of a few dozen pairs all sums are asked for again and again. */
const known = new Map<number, number>();

/** How many subsets of the ranks 1…`ranks` have a sum of at most `most`: with the last rank, or without it. */
function subsets(ranks: number, most: number): number {
  if (most < 0) return 0;
  if (most >= (ranks * (ranks + 1)) / 2) return 2 ** ranks;
  const key = ranks * 1000 + most;
  const kept = known.get(key);
  if (kept !== undefined) return kept;
  const count = subsets(ranks - 1, most) + subsets(ranks - 1, most - ranks);
  known.set(key, count);
  return count;
}

/**
 * P(W ≤ `sum`) for Wilcoxon's signed-rank sum W of that many differences that are symmetric around the tested value:
 * each rank bears either sign with the same chance. Exact, by counting. Wilcoxon, Biometrics Bulletin 1 (1945) 80–83;
 * Hollander, Wolfe & Chicken, Nonparametric Statistical Methods, 3rd ed., §3.1.
 * @throws {RangeError} for anything but 1 to 30 pairs
 */
export function signedRankAtMost(sum: number, pairs: number): number {
  if (!Number.isInteger(pairs) || pairs < 1 || pairs > mostPairs)
    throw new RangeError(`The exact signed-rank distribution is for 1 to ${mostPairs} pairs, not for ${pairs}.`);
  return subsets(pairs, Math.floor(sum)) / 2 ** pairs;
}

/**
 * The largest sum that is no more probable than `error`: with that or less, the tested value is rejected.
 * @returns -1 if even a sum of 0 is more probable, as with fewer than five pairs at 5 %
 */
export function criticalSum(pairs: number, error: number = alpha): number {
  let sum = -1;
  while (signedRankAtMost(sum + 1, pairs) <= error) sum += 1;
  return sum;
}
