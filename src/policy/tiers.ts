import type { Tier } from '../records/check.js';
import type { PlannedCheck } from '../records/plan.js';
import type { Policy } from '../records/policy.js';
import { tierOf } from '../records/tier-of.js';

/**
 * The tier that a planned check is judged by: whichever of plan and policy is stricter. Which release was measured
 * always decides: without that, the rest speaks of something else.
 */
export function judgedTier(planned: PlannedCheck, policy: Policy): Tier {
  if (planned.source.kind === 'identity') return 'blocking';
  return planned.tier === 'blocking' || tierOf(planned.id, policy) === 'blocking' ? 'blocking' : 'advisory';
}
