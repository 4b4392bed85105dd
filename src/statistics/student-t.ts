import { incompleteBeta } from './incomplete-beta.js';

/** P(T > t) for t ≥ 0 and Student's t with so many degrees of freedom. DLMF 8.17; Abramowitz & Stegun 26.7.1. */
function tailBeyond(t: number, freedom: number): number {
  return incompleteBeta(freedom / (freedom + t * t), freedom / 2, 0.5) / 2;
}

/**
 * The value that Student's t exceeds with probability `error`, 0 < error ≤ 0.5, to twelve digits.
 * @throws {RangeError} for another error or fewer than one degree of freedom
 */
export function tExceededWith(error: number, freedom: number): number {
  if (!(error > 0 && error <= 0.5 && freedom >= 1))
    throw new RangeError(`No quantile of Student's t for an error of ${error} and ${freedom} degrees of freedom.`);
  let [low, high] = [0, 1];
  while (tailBeyond(high, freedom) > error) [low, high] = [high, 2 * high];
  while (high - low > 1e-12 * high) {
    const middle = low + (high - low) / 2;
    if (tailBeyond(middle, freedom) > error) low = middle;
    else high = middle;
  }
  return high;
}
