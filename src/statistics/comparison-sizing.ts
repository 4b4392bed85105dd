import { looks } from './looks.js';

/** The 95 % quantile of the normal distribution. */
export const z95 = 1.6448536269514722;

/**
 * The log margin within which an unchanged release is proven to be with a chance of 95 %, at the first look and by the
 * second, in spreads of normal log ratios. At the first all six have to be below it: Φ(k)⁶ = 0.95. By the second: from
 * simulation (2,000,000 comparisons), which the test repeats in small.
 */
const spreadsFor95: readonly number[] = [2.3865, 1.2472];

/** A margin, as a ratio, and the pairs that it takes. */
export interface Support {
  pairs: number;
  margin: number;
}

/**
 * Standard deviation of log ratios around their mean: √2 times the run-to-run variation.
 * @returns undefined for fewer than two
 */
export function spreadOf(values: readonly number[]): number | undefined {
  if (values.length < 2) return undefined;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
}

/** For each look, the smallest margin (ratio) that an unchanged release passes by then with a chance of 95 %. */
export function supportedMargins(spread: number): Support[] {
  return looks.flatMap(({ pairs }, i) => {
    const spreads = spreadsFor95[i];
    return spreads === undefined ? [] : [{ pairs, margin: Math.exp(spreads * spread) }];
  });
}

/**
 * The pairs with which an unchanged release passes a margin (ratio above 1) with a chance of 95 %. Beyond the last look it
 * is a figure to plan with: the margin shrinks as the root of the pairs grows.
 */
export function pairsFor(margin: number, spread: number): number | undefined {
  const supports = supportedMargins(spread);
  const last = supports.at(-1);
  const more = last && Math.ceil(last.pairs * (Math.log(last.margin) / Math.log(margin)) ** 2);
  return supports.find((support) => support.margin <= margin)?.pairs ?? more;
}
