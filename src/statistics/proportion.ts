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
  const excess = (p: number): number => binomialAtMost(successes, n, p) - error;
  // What was seen, and a good deal more: between them it mostly lies.
  const seen = successes / n;
  const more = Math.min(1, seen + 3 * Math.sqrt((seen * (1 - seen)) / n) + 4 / n);
  const low = excess(seen) > 0 ? seen : 0;
  return excess(more) > 0 ? turn(excess, more, 1) : turn(excess, low, more);
}

/** The exact one-sided lower bound, likewise: the smallest share that would show so many with probability `error`. */
export function lowerBound(successes: number, n: number, error: number = alpha): number {
  if (n <= 0 || successes <= 0) return 0;
  return 1 - upperBound(n - successes, n, error);
}

/**
 * Where a falling function turns from positive to not, to twelve digits: its upper side. Regula falsi in the Illinois
 * way (Dowell & Jarratt, BIT 11 (1971) 168–174), and every fourth step a halving, so that the end comes in any case.
 */
function turn(excess: (p: number) => number, from: number, to: number): number {
  // One by one: pairs would be made at each step, and bounds are what judging limits takes its time for.
  let low = from;
  let high = to;
  let above = excess(low);
  let below = excess(high);
  let last = 0;
  for (let step = 1; high - low > 1e-12 * high; step += 1) {
    const guess = step % 4 === 0 ? Number.NaN : high - (below * (high - low)) / (below - above);
    const p = guess > low && guess < high ? guess : low + (high - low) / 2;
    const value = excess(p);
    if (value > 0) {
      if (last > 0) below /= 2;
      low = p;
      above = value;
    } else {
      if (last < 0) above /= 2;
      high = p;
      below = value;
    }
    last = value > 0 ? 1 : -1;
  }
  return high;
}
