import type { Config } from '../records/config.js';
import type { Actual } from '../records/forecast.js';
import type { CapacitySource } from '../records/plan.js';
import type { Policy } from '../records/policy.js';
import { UsageError } from '../records/usage-error.js';

export interface ExpectedAsked {
  policy: Pick<Policy, 'capacity'>;
  expected: Config['production']['expected'];
  actuals: readonly Actual[];
}

/**
 * What production is expected to take, by script, with what it took before.
 * @throws UsageError for a script whose capacity nobody looks for, or that is named twice.
 */
export function expectedOf({
  policy,
  expected,
  actuals,
}: ExpectedAsked): Map<string, NonNullable<CapacitySource['production']>> {
  const found = new Map<string, NonNullable<CapacitySource['production']>>();
  for (const [at, { script, ...production }] of (expected ?? []).entries()) {
    const place = `staging.config.ts: production.expected[${at}]`;
    if (found.has(script)) throw new UsageError(`${place}: ${script} is named above. Keep one.`);
    if (!policy.capacity.some((asked) => asked.script === script))
      throw new UsageError(
        `${place}: a forecast is made from the runs that look for a script's capacity, and \`capacity\` of policy.yaml does not name ${script}. Name it there.`,
      );
    found.set(script, { ...production, actuals: actuals.filter((actual) => actual.script === script) });
  }
  return found;
}
