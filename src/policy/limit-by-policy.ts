import type { Limit } from '../records/limit.js';
import { parseLimit } from '../records/limit-expression.js';
import { isAsTight, metricKey } from '../records/limit-tightening.js';
import type { Policy } from '../records/policy.js';
import { UsageError } from '../records/usage-error.js';
import { fellShort, type Judgement } from './judgement.js';

/**
 * The stricter of plan and policy holds: a pass at a looser edge than the policy's says nothing about the policy's,
 * since nobody counted there. What is not kept at the looser one is not kept at the tighter one either.
 */
export function heldToPolicy(judgement: Judgement, id: string, planned: Limit, policy: Policy): Judgement {
  if (judgement.outcome !== 'passed') return judgement;
  const looser = policy.limits.find(({ check, expression }) => check === id && !isKeptBy(planned, expression));
  if (looser === undefined) return judgement;
  return fellShort(
    'counts-disagree',
    `The policy limits it to ${looser.expression}, and it was measured at ${planned.expression}: run "gonogo verify" by this policy.`,
    { ...judgement, expected: `${metricKey(planned)} ${looser.expression}` },
  );
}

function isKeptBy(planned: Limit, expression: string): boolean {
  try {
    return isAsTight(planned, parseLimit(metricKey(planned), expression));
  } catch (error) {
    // A plan is never drawn up with such a policy; who judges by it later keeps nothing by a limit that says nothing.
    if (error instanceof UsageError) return false;
    throw error;
  }
}
