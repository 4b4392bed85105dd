import { furtherLimitsVariable, type FurtherLimits } from '../records/further-limits.js';
import type { Limit } from '../records/limit.js';
import { isAsTight, metricKey } from '../records/limit-tightening.js';
import type { PlannedCheck } from '../records/plan.js';

/**
 * What a load tool has to be told to count: the planned limits that its script does not have in these very words. Set
 * even when there are none, so that nobody else's environment adds any.
 */
export function furtherLimitsFor(planned: readonly PlannedCheck[], own: readonly Limit[]): Record<string, string> {
  const further: FurtherLimits = [];
  for (const { source } of planned) {
    if (source.kind !== 'limit') continue;
    const { limit } = source;
    const asked = { metric: metricKey(limit), expression: limit.expression };
    const isKnown =
      own.some((one) => isSame(one, limit)) ||
      further.some(({ metric, expression }) => metric === asked.metric && isSameText(expression, asked.expression));
    if (!isKnown) further.push(asked);
  }
  return { [furtherLimitsVariable]: JSON.stringify(further) };
}

/** As the evidence tells limits apart: by what they select and by their words, white space aside. */
function isSame(one: Limit, other: Limit): boolean {
  return isAsTight(one, other) && isAsTight(other, one) && isSameText(one.expression, other.expression);
}

function isSameText(one: string, other: string): boolean {
  return one.replace(/\s+/g, '') === other.replace(/\s+/g, '');
}
