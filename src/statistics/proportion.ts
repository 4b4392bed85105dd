import { betaQuantile } from './beta-quantile.js';
import { incompleteBeta } from './incomplete-beta.js';

/** One-sided error of every bound here: 5 %. */
export const alpha = 0.05;

/** How many standard errors of a normal distribution that is. */
const z = 1.645;

/**
 * P(X ≤ successes) for X binomial with `n` trials of probability `p`. Successes and trials need not be whole: effective
 * sample sizes are not.
 */
export function binomialAtMost(successes: number, n: number, p: number): number {
  if (successes < 0) return 0;
  if (successes >= n) return 1;
  return incompleteBeta(1 - p, n - successes, successes + 1);
}

/**
 * The exact one-sided upper bound of a share of which `successes` of `n` were seen: the largest share that would still
 * show so few with probability `alpha`. Clopper & Pearson, Biometrika 26 (1934) 404–413.
 * @returns 1 without samples: nothing is known.
 */
export function upperBound(successes: number, n: number): number {
  if (n <= 0 || successes >= n) return 1;
  // None was seen, as in most runs: (1 − p)^n = alpha needs no search.
  if (successes <= 0) return -Math.expm1(Math.log(alpha) / n);
  return betaQuantile(1 - alpha, successes + 1, n - successes, scoreBound(successes + 0.5, n, z));
}

/** The exact one-sided lower bound, likewise: the smallest share that would show so many with probability `alpha`. */
export function lowerBound(successes: number, n: number): number {
  if (n <= 0 || successes <= 0) return 0;
  if (successes >= n) return Math.exp(Math.log(alpha) / n);
  return betaQuantile(alpha, successes, n - successes + 1, scoreBound(successes - 0.5, n, -z));
}

/** Wilson's score bound, `errors` normal standard errors from what was seen: near the exact one, and found at once. */
function scoreBound(successes: number, n: number, errors: number): number {
  const spread = Math.sqrt((successes * (n - successes)) / n + errors ** 2 / 4);
  return (successes + errors ** 2 / 2 + errors * spread) / (n + errors ** 2);
}
