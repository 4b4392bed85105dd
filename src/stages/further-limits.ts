import { furtherLimitsVariable, type FurtherLimits } from '../records/further-limits.js';
import type { Limit } from '../records/limit.js';
import { metricKey } from '../records/limit-tightening.js';
import type { PlannedCheck } from '../records/plan.js';
import { isSameLimit } from '../records/same-limit.js';

/**
 * What a load tool has to be told to count: the planned limits that its script does not have in these very words. Set
 * even when there are none, so that nobody else's environment adds any.
 */
export function furtherLimitsFor(planned: readonly PlannedCheck[], own: readonly Limit[]): Record<string, string> {
  const further: Limit[] = [];
  for (const { source } of planned) {
    if (source.kind !== 'limit' && source.kind !== 'comparison') continue;
    const { limit } = source;
    if (![...own, ...further].some((known) => isSameLimit(known, limit))) further.push(limit);
  }
  const told: FurtherLimits = further.map((limit) => ({ metric: metricKey(limit), expression: limit.expression }));
  return { [furtherLimitsVariable]: JSON.stringify(told) };
}
