import type { Profile } from '../records/check.js';
import type { Limit } from '../records/limit.js';
import { allowedShare } from '../records/limit-share.js';
import { tightened } from '../records/limit-tightening.js';
import { stemOf } from '../records/load-check.js';
import type { LoadScript } from '../records/load-evidence.js';
import type { NotChecked, PlannedCheck } from '../records/plan.js';
import { UsageError } from '../records/usage-error.js';
import { power, samplesForPower } from '../statistics/sizing.js';
import { limitTitle } from './limit-title.js';

/** A limit of policy.yaml, and where it is written there. */
export interface PolicyLimit {
  check: string;
  expression: string;
  /** `policy.yaml, line 7: limits[1]`. */
  place: string;
}

/**
 * The checks of load scripts: each limit is one, unless the profile sends too little to prove it. Such a limit is in
 * `notChecked`, with the numbers. Where the policy has a tighter limit, that is the check's, under the script's id: the
 * check's history goes on.
 * @throws UsageError for a script of which no limit can be proven, or a limit of the policy that tightens none.
 */
export function checksOfLoad(
  scripts: readonly LoadScript[],
  profile: Profile,
  policyLimits: readonly PolicyLimit[],
): { checks: PlannedCheck[]; notChecked: NotChecked[] } {
  const checks: PlannedCheck[] = [];
  const notChecked: NotChecked[] = [];
  refuseStrayLimits(scripts, policyLimits);
  for (const script of scripts) {
    const before = checks.length;
    for (const own of script.limits) {
      const id = idOf(script, own);
      const asked = policyLimits.find(({ check }) => check === id);
      const limit = asked === undefined ? own : tightenedBy(own, asked);
      const needed = samplesNeeded(limit);
      const expected = expectedSamples(script, limit);
      if (expected !== undefined && expected < needed) {
        notChecked.push({ check: id, why: tooFew(limit, needed, expected, profile, script) });
        continue;
      }
      checks.push({
        id,
        title: asked === undefined ? limitTitle(limit) : `${limitTitle(limit)} (the script says ${own.expression})`,
        stage: 'load',
        tier: 'blocking',
        source: { kind: 'limit', file: script.file, tool: script.tool, limit },
        thirdParties: [],
      });
    }
    if (checks.length === before) throw new UsageError(nothingToProve(script, profile, notChecked.at(-1)));
  }
  return { checks, notChecked };
}

/** @throws UsageError for a limit of no script, and for two of one check. */
function refuseStrayLimits(scripts: readonly LoadScript[], policyLimits: readonly PolicyLimit[]): void {
  const known = scripts.flatMap((script) => script.limits.map((limit) => idOf(script, limit)));
  for (const [at, { check, place }] of policyLimits.entries()) {
    if (!known.includes(check)) {
      const list = known.length === 0 ? 'There are none in load/.' : `There are: ${known.join(', ')}.`;
      throw new UsageError(`${place}: no load script has the limit ${check}. ${list}`);
    }
    if (policyLimits.slice(0, at).some((other) => other.check === check))
      throw new UsageError(`${place}: ${check} has a limit above. Keep one.`);
  }
}

function tightenedBy(own: Limit, { check, expression, place }: PolicyLimit): Limit {
  try {
    return tightened(own, expression);
  } catch (error) {
    if (error instanceof UsageError) throw new UsageError(`${place}: ${check}: ${error.message}`);
    throw error;
  }
}

/** A script without a provable limit would not be run at all, and a GO without it would look like one with it. */
function nothingToProve({ file }: LoadScript, profile: Profile, last: NotChecked | undefined): string {
  return (
    `${file}: profile ${profile} sends too little to prove any of its limits, so it would not be run: ${last?.why}. ` +
    `Send more in this profile, or add a limit that so little can prove, such as med<500.`
  );
}

/** Samples with which a healthy service proves the limit with a chance of 99 %; 1 where every sample has to comply. */
function samplesNeeded(limit: Limit): number {
  const share = allowedShare(limit.rule);
  return share === undefined || share === 0 ? 1 : samplesForPower(share);
}

/**
 * At the least one sample an iteration, of the limit's `scenario` where it names one. Undefined where a closed loop
 * takes part: how much it sends is known afterwards only.
 */
function expectedSamples(script: LoadScript, limit: Limit): number | undefined {
  const closedLoops = script.closedLoops ?? [];
  const scenario = limit.tags['scenario'];
  if (scenario !== undefined) return closedLoops.includes(scenario) ? undefined : (script.iterations[scenario] ?? 0);
  if (closedLoops.length > 0) return undefined;
  return Object.values(script.iterations).reduce((sum, iterations) => sum + iterations, 0);
}

function tooFew(limit: Limit, needed: number, expected: number, profile: Profile, script: LoadScript): string {
  const times =
    expected > 0
      ? `, ${(needed / expected).toFixed(1)} times as long as its ${Math.round(script.estimatedSeconds)} s`
      : '';
  return (
    `${limit.metric} ${limit.expression} takes ${needed} samples to prove (${power * 100} % chance when healthy); ` +
    `profile ${profile} sends ${expected}${times}`
  );
}

function idOf({ file }: LoadScript, limit: Limit): string {
  return `load/${stemOf(file)}/${slugOf(limit)}`;
}

/** `http_req_duration{name:pay}` and `p(95)<800` → `http-req-duration-name-pay-p-95-lt-800`. */
function slugOf({ metric, tags, expression }: Limit): string {
  const words = { '<=': ' le ', '>=': ' ge ', '===': ' eq ', '==': ' eq ', '<': ' lt ', '>': ' gt ' };
  const spoken = expression.replace(/<=|>=|===?|<|>/g, (sign) => words[sign as keyof typeof words]);
  const selector = Object.entries(tags).flat().join(' ');
  return `${metric} ${selector} ${spoken}`
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}
