import { incompleteBeta } from './incomplete-beta.js';

/** One-sided error of every bound here: 5 %. */
export const alpha = 0.05;

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
 * show so few with probability `error`. Clopper & Pearson, Biometrika 26 (1934) 404–413.
 * @returns 1 without samples: nothing is known.
 */
export function upperBound(successes: number, n: number, error: number = alpha): number {
  if (n <= 0 || successes >= n) return 1;
  return bisect((p) => binomialAtMost(successes, n, p) > error);
}

/** The exact one-sided lower bound, likewise: the smallest share that would show so many with probability `error`. */
export function lowerBound(successes: number, n: number, error: number = alpha): number {
  if (n <= 0 || successes <= 0) return 0;
  return 1 - upperBound(n - successes, n, error);
}

/** Where `holds` turns from true to false between 0 and 1, to the last bit of a double. */
function bisect(holds: (p: number) => boolean): number {
  let low = 0;
  let high = 1;
  for (;;) {
    const middle = low + (high - low) / 2;
    if (middle <= low || middle >= high) return high;
    if (holds(middle)) low = middle;
    else high = middle;
  }
}
