import type { Attribution, Outcome } from '../records/check.js';
import type { Policy } from '../records/policy.js';
import type { JudgedCheck, VerdictWord } from '../records/verdict.js';
import { isWaivable } from '../records/waiver.js';

/** What one check's outcome does to the verdict. */
export type Effect = 'none' | 'spends-flake-budget' | 'NO-GO' | 'INCONCLUSIVE';

type Row = Readonly<Record<Attribution, Effect>>;

const always = (effect: Effect): Row => ({
  product: effect,
  environment: effect,
  data: effect,
  'third-party': effect,
  harness: effect,
});

/** A blocking check's outcome, by whose matter it is: the whole of the decision. `docs/verdict.md` is made from it. */
export const effects: Readonly<Record<Outcome, Row>> = {
  passed: always('none'),
  failed: {
    product: 'NO-GO',
    // A staging that cannot vouch for the release is no ground for a GO either.
    environment: 'NO-GO',
    data: 'NO-GO',
    'third-party': 'INCONCLUSIVE',
    harness: 'INCONCLUSIVE',
  },
  flaky: always('spends-flake-budget'),
  errored: always('INCONCLUSIVE'),
  missing: always('INCONCLUSIVE'),
  skipped: always('INCONCLUSIVE'),
  stale: always('INCONCLUSIVE'),
  mismatched: always('INCONCLUSIVE'),
  insufficient: always('INCONCLUSIVE'),
};

/** From the strongest word to the weakest: the strongest that anything calls for is the verdict. */
export const rank: readonly VerdictWord[] = ['NO-GO', 'INCONCLUSIVE', 'AWAITING-APPROVAL', 'GO'];

/** What a judged check does to the verdict. `overBudget`: more blocking checks are flaky than may be. */
export function effectOf(check: JudgedCheck, overBudget: boolean): Exclude<Effect, 'spends-flake-budget'> {
  if (check.tier === 'advisory' || isWaived(check)) return 'none';
  // A failure that is nobody's matter is the product's.
  const effect = effects[check.outcome][check.attribution ?? 'product'];
  if (effect !== 'spends-flake-budget') return effect;
  if (overBudget) return 'NO-GO';
  return check.reasonCode === 'over-age' ? 'INCONCLUSIVE' : 'none';
}

/** Are more blocking checks flaky, without a waiver, than the policy has room for? */
export function isOverBudget(checks: readonly JudgedCheck[], { flakeBudget }: Pick<Policy, 'flakeBudget'>): boolean {
  const flaky = checks.filter((check) => check.tier === 'blocking' && check.outcome === 'flaky' && !isWaived(check));
  return flaky.length > flakeBudget;
}

/** A live waiver covers it. Looked at again here: whatever a row claims, only a failure or a flake can be waived. */
export function isWaived(check: JudgedCheck): boolean {
  return check.waiver !== undefined && isWaivable(check);
}
