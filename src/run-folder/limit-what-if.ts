import { digestOf } from '../evidence/digest.js';
import type { EvidenceRecord } from '../records/evidence.js';
import { parseLimit } from '../records/limit-expression.js';
import { isAsTight, metricKey } from '../records/limit-tightening.js';
import type { Limit } from '../records/limit.js';
import type { PlannedCheck } from '../records/plan.js';
import type { Policy } from '../records/policy.js';
import { UsageError } from '../records/usage-error.js';

/**
 * A limit of another policy in place of the one that was measured, where the counts say as much about it: a share of
 * errors or a sum does not depend on the edge that it was asked for. How many requests were slower than another edge,
 * nobody counted: then all stays as it is, and the judge says so.
 * @param own the policy that the run was planned with.
 */
export function limitByPolicy(
  planned: PlannedCheck,
  record: EvidenceRecord | undefined,
  own: Policy,
  policy: Policy,
): { planned: PlannedCheck; record: EvidenceRecord | undefined } {
  const { id, source } = planned;
  const asked = policy.limits.find(({ check }) => check === id);
  if (source.kind !== 'limit' || record?.measured.kind !== 'limit' || asked === undefined) return { planned, record };
  const { measured } = record;
  const limit = comparable(source.limit, asked.expression);
  // Without a limit of the run's own policy, what was measured is the script's: no policy makes that looser.
  const isLooserThanScript =
    limit !== undefined && !own.limits.some(({ check }) => check === id) && !isAsTight(limit, source.limit);
  const isEdgeless = source.limit.rule.kind !== 'quantile' && digestOf(measured.limit) === digestOf(source.limit);
  if (limit === undefined || isLooserThanScript || !isEdgeless) return { planned, record };
  return {
    planned: { ...planned, source: { ...source, limit } },
    record: { ...record, measured: { ...measured, limit } },
  };
}

/** Why a failure at a limit that the run's own policy had tightened says nothing of a looser one; undefined: it does. */
export function limitUnmeasured({ id, source }: PlannedCheck, own: Policy, policy: Policy): string | undefined {
  const measured = own.limits.find(({ check }) => check === id);
  if (source.kind !== 'limit' || measured === undefined) return undefined;
  const asked = policy.limits.find(({ check }) => check === id);
  const limit = asked && comparable(source.limit, asked.expression);
  if (limit !== undefined && isAsTight(limit, source.limit)) return undefined;
  const edge = asked === undefined ? "the script's own limit" : asked.expression;
  return `The policy holds it to ${edge}, and it was measured at the run's own ${measured.expression}: run "gonogo verify" by this policy.`;
}

/** The limit with another edge; undefined where that is another matter than the one measured. */
function comparable(measured: Limit, expression: string): Limit | undefined {
  try {
    const asked = parseLimit(metricKey(measured), expression);
    return isAsTight(asked, measured) || isAsTight(measured, asked) ? asked : undefined;
  } catch (error) {
    if (error instanceof UsageError) return undefined;
    throw error;
  }
}
