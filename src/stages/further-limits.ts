import { furtherLimitsVariable, type FurtherLimits } from '../records/further-limits.js';
import type { Limit } from '../records/limit.js';
import { metricKey } from '../records/limit-tightening.js';
import type { PlannedCheck, Source } from '../records/plan.js';
import { isSameLimit } from '../records/same-limit.js';

function limitsOf(source: Source): Limit[] {
  if (source.kind === 'capacity') return source.limits.map(({ limit }) => limit);
  return 'limit' in source ? [source.limit] : [];
}

/**
 * What a load tool has to be told to count: the planned limits that its script does not have in these very words. Set
 * even when there are none, so that nobody else's environment adds any.
 */
export function furtherLimitsFor(planned: readonly PlannedCheck[], own: readonly Limit[]): Record<string, string> {
  const further: Limit[] = [];
  for (const { source } of planned) {
    for (const limit of limitsOf(source))
      if (![...own, ...further].some((known) => isSameLimit(known, limit))) further.push(limit);
  }
  const told: FurtherLimits = further.map((limit) => ({ metric: metricKey(limit), expression: limit.expression }));
  return { [furtherLimitsVariable]: JSON.stringify(told) };
}
