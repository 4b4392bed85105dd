import { alpha, binomialAtMost } from './proportion.js';

/** A healthy service exceeds a limit at most this often, as a part of what the limit allows. */
export const healthyPart = 1 / 5;

/** How likely a healthy service must be to pass, for a limit to be worth a place in the plan. */
export const power = 0.99;

/**
 * The fewest samples that can prove that a share is at most `share`, when none of them is beyond: (1−share)^n ≤ 5 %.
 * 59 for 5 %, 299 for 1 %, 2995 for 0.1 %. Infinity for a share of 0: no sample proves "never".
 */
export function fewestSamples(share: number): number {
  if (share <= 0) return Infinity;
  if (share >= 1) return 1;
  return Math.ceil(Math.log(alpha) / Math.log1p(-share));
}

/**
 * The fewest samples with which a service whose true share is `healthy` (default a fifth of the limit) passes with a
 * chance of at least 99 %, there and beyond. The chance saws: it jumps up where one more sample may be beyond, and
 * falls until the next such n. So a whole tooth has to be high enough, not only its tip.
 */
export function samplesForPower(share: number, healthy: number = share * healthyPart): number {
  if (share <= 0 || healthy >= share) return Infinity;
  if (share >= 1) return 1;
  let tip = fewestSamples(share);
  for (let allowed = 0; ; allowed += 1) {
    const nextTip = smallestNAllowing(allowed + 1, share, tip + 1);
    if (binomialAtMost(allowed, nextTip - 1, healthy) >= power) return tip;
    tip = nextTip;
  }
}

/** The fewest samples at which `allowed` of them beyond still prove the share: P(X ≤ allowed | n, share) ≤ 5 %. */
function smallestNAllowing(allowed: number, share: number, from: number): number {
  const proves = (n: number): boolean => binomialAtMost(allowed, n, share) <= alpha;
  let high = from;
  while (!proves(high)) high *= 2;
  let low = from - 1;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (proves(middle)) high = middle;
    else low = middle;
  }
  return high;
}
