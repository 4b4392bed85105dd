import type { LimitRule } from './limit.js';
import { allowedShare, countAgainst } from './limit-share.js';

/** How much of what a limit lets go wrong has gone wrong. */
export interface ErrorBudget {
  /** Samples that may be on the wrong side of the limit, of as many as there were; seldom a whole number. */
  allowed: number;
  /** Samples that are. */
  used: number;
  /** `used` of `allowed`: 1 is all of it. */
  part: number;
}

/**
 * The error budget of a limit over one run: B. Beyer et al. (eds.), "Site Reliability Engineering" (2016), chapter 3.
 * Its part is also the burn rate, at which production would use up the budget of an objective like this limit.
 * @returns undefined where nothing may go wrong (`max<9`), where it is no matter of shares (`count>9`) and without samples
 */
export function errorBudget(rule: LimitRule, counted: { samples: number; beyond: number }): ErrorBudget | undefined {
  const share = allowedShare(rule);
  if (share === undefined || share <= 0 || counted.samples === 0) return undefined;
  const allowed = share * counted.samples;
  const { beyond: used } = countAgainst(rule, counted);
  return { allowed, used, part: used / allowed };
}
