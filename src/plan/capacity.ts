import type { Config } from '../records/config.js';
import type { Profile } from '../records/check.js';
import type { Actual } from '../records/forecast.js';
import type { LoadScript } from '../records/load-evidence.js';
import type { NotChecked, PlannedCheck } from '../records/plan.js';
import { capacityCheck, stemOf } from '../records/load-check.js';
import type { Policy } from '../records/policy.js';
import { UsageError } from '../records/usage-error.js';
import { mostTimes } from '../statistics/capacity.js';
import { expectedOf } from './expected-load.js';
import { checksOfLoad, type PolicyLimit } from './load.js';
import { scriptNamed, type Known } from './script-named.js';

/** The profile as which a script is run under more load and less: short, since it is run many times. */
export const profileOfCapacity: Profile = 'smoke';

/** The scripts to be looked at for that. */
export function scriptsOfCapacity({ capacity }: Pick<Policy, 'capacity'>, { profile }: { profile: Profile }): string[] {
  return profile === 'full' ? capacity.map(({ script }) => script) : [];
}

/** A script as it is run by itself, and what it starts in a second when it is told to send twice as much. */
export interface Scalable {
  script: LoadScript;
  doubled: number | undefined;
}

export interface CapacityAsked {
  policy: Pick<Policy, 'capacity'>;
  profile: Profile;
  scalable: readonly Scalable[];
  policyLimits: readonly PolicyLimit[];
  caps: Config['caps'];
  /** All load scripts. */
  known: readonly Known[];
  /** What production is expected to take, by staging.config.ts. */
  expected: Config['production']['expected'];
  /** What it took, as far as it was recorded. */
  actuals: readonly Actual[];
  /** Where the policy names its nth: `policy.yaml, line 7: capacity[1]`. */
  placeOf: (at: number) => string;
}

/**
 * What the policy wants to know of how much load is taken. Only profile full looks for it.
 * @throws UsageError for a script that is not there, is named twice or cannot be told to send more, and for more than
 * `caps` allow.
 */
export function capacityChecks(asking: CapacityAsked): { checks: PlannedCheck[]; notChecked: NotChecked[] } {
  const { policy, profile, scalable, policyLimits, caps, known, placeOf } = asking;
  const productions = expectedOf(asking);
  const checks: PlannedCheck[] = [];
  const notChecked: NotChecked[] = [];
  for (const [at, asked] of policy.capacity.entries()) {
    const { script: file, atLeast } = asked;
    const place = placeOf(at);
    const id = capacityCheck(asked);
    if (policy.capacity.findIndex((other) => other.script === file) < at)
      throw new UsageError(`${place}: ${file} is named above. Keep one.`);
    scriptNamed(asked, known, place, 'k6');
    if (profile !== 'full') {
      notChecked.push({ check: id, why: 'profile full alone looks for the capacity' });
      continue;
    }
    const own = scalable.find(({ script }) => script.file === file);
    if (own === undefined) throw new Error(`${file} was not looked at`);
    const { script } = own;
    const peakRate = peakOf(own, place);
    const most = Math.min(mostTimes, caps.requestsPerSecond / peakRate);
    if (most < atLeast)
      throw new UsageError(
        `${place}: ${atLeast} times the load of ${file} are ${atLeast * peakRate} iterations a second; caps.requestsPerSecond of staging.config.ts allows ${caps.requestsPerSecond}.`,
      );
    const production = productions.get(file);
    const limits = checksOfLoad([script], profileOfCapacity, limitsOf(script, policyLimits)).checks;
    checks.push({
      id,
      title: `${stemOf(file)}: at least ${atLeast} times its load is taken within the limits`,
      ...{ stage: 'load', tier: 'blocking', thirdParties: [] },
      source: {
        ...{ kind: 'capacity', file, tool: 'k6', atLeast, most, peakRate },
        limits: limits.flatMap(({ id: check, source }) =>
          source.kind === 'limit' ? [{ check, limit: source.limit }] : [],
        ),
        ...(production === undefined ? {} : { production }),
      },
    });
  }
  return { checks, notChecked };
}

/** A script that sends the same whatever it is told would be found to take any load. */
function peakOf({ script: { file, peakRate }, doubled }: Scalable, place: string): number {
  if (peakRate === undefined || doubled === undefined)
    throw new UsageError(
      `${place}: ${file} sends as fast as it is answered, so there is no rate to raise. Let it start iterations at an arrival rate.`,
    );
  const grown = doubled / peakRate;
  if (grown < 1.95 || grown > 2.05)
    throw new UsageError(
      `${place}: ${file} starts ${peakRate} iterations a second, and ${doubled} with GONOGO_LOAD=2. Let it multiply its rates by Number(__ENV.GONOGO_LOAD ?? 1).`,
    );
  return peakRate;
}

/** Those of the policy that tighten a limit of this script: of the others nothing is known here. */
function limitsOf({ file }: LoadScript, all: readonly PolicyLimit[]): PolicyLimit[] {
  return all.filter(({ check }) => check.startsWith(`load/${stemOf(file)}/`));
}
