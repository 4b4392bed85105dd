import { mostComparisons } from '../records/baseline.js';
import type { NotChecked, PlannedCheck, Source } from '../records/plan.js';
import { costCheck, stemOf } from '../records/load-check.js';
import { comparedInPairs, marginAsked, type Policy } from '../records/policy.js';
import { UsageError } from '../records/usage-error.js';
import { compared } from './comparisons.js';
import type { Beside } from './in-pairs.js';
import { scriptNamed, type Known } from './script-named.js';

export interface CostsAsked {
  policy: Pick<Policy, 'comparisons' | 'costs'>;
  /** What runs beside this release; undefined: nothing does. */
  beside: Beside | undefined;
  /** The checks of all limits of this profile. */
  limits: readonly PlannedCheck[];
  /** All load scripts. */
  known: readonly Known[];
  /** Where the policy names its nth: `policy.yaml, line 7: costs[1]`. */
  placeOf: (at: number) => string;
}

/**
 * What a request of a load script costs staging, by a counter of its metrics, beside what it costs the release before.
 * Nothing else is a fair comparison: another day's machine is another machine.
 * @throws UsageError for a script that is not there, one counter of a script twice, more than share the error
 */
export function costChecks({ policy, beside, limits, known, placeOf }: CostsAsked): {
  checks: PlannedCheck[];
  notChecked: NotChecked[];
} {
  const checks: PlannedCheck[] = [];
  const notChecked: NotChecked[] = [];
  const among = comparedInPairs(policy);
  if (policy.costs.length > 0 && among > mostComparisons)
    throw new UsageError(
      `${placeOf(0)}: comparisons and costs are ${among} together, and at most ${mostComparisons} share the error. Keep those that decide.`,
    );
  for (const [at, asked] of policy.costs.entries()) {
    const { script: file, counter } = asked;
    if (policy.costs.findIndex((other) => other.script === file && other.counter === counter) < at)
      throw new UsageError(`${placeOf(at)}: ${counter} of ${file} is compared above. Keep one.`);
    scriptNamed(asked, known, placeOf(at));
    const id = `${costCheck(asked)}${compared[beside ?? 'previous'].suffix}`;
    const carrier = limits.flatMap(({ id: of, source }) => (isLimitOf(file, source) ? [{ of, ...source }] : [])).at(0);
    if (beside === undefined || carrier === undefined) {
      const why = 'costs are compared with the release before alone: in profile full, if `previous` names one';
      notChecked.push({ check: id, why });
      continue;
    }
    const { of, tool, limit } = carrier;
    checks.push({
      id,
      title: `${stemOf(file)}: a request takes no more ${counter} than ${compared[beside].where}`,
      ...{ stage: 'load', tier: 'blocking', thirdParties: [] },
      source: {
        ...{ kind: 'comparison', of, file, tool, limit, counter, with: beside },
        ...{ margin: marginAsked(asked), among, before: [] },
      },
    });
  }
  return { checks, notChecked };
}

function isLimitOf(file: string, source: Source): source is Extract<Source, { kind: 'limit' }> {
  return source.kind === 'limit' && source.file === file;
}
