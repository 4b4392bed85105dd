import { digestOf } from '../evidence/digest.js';
import type { Gathering, Plan } from '../records/plan.js';
import type { UsageError } from '../records/usage-error.js';
import { refusal, type EarlierRun } from './earlier-run.js';

/**
 * The plan of a run that goes on with an earlier one: the same checks, of which only some are measured again.
 * @param drawn the plan as it is drawn up now.
 * @throws UsageError when it is not the earlier run's plan.
 */
export function resumedPlan(drawn: Plan, earlier: EarlierRun): Plan {
  const changed = differenceOf(drawn, earlier);
  if (changed !== undefined) throw changed;
  const gatherings = drawn.gatherings.flatMap((gathering) => narrowed(gathering, drawn, earlier.again));
  if (gatherings.length === 0)
    throw refusal(earlier.given, 'nothing of it can be measured again. Start a whole run, without --resume.');
  return { ...drawn, gatherings, resumes: earlier.resumes };
}

const fresh = 'Start a whole run, without --resume.';

function differenceOf(drawn: Plan, { given, plan }: EarlierRun): UsageError | undefined {
  const asked = drawn.requested.release;
  if (drawn.partial) return refusal(given, 'it measures what was inconclusive, and --only would leave some of it out.');
  if (asked !== plan.requested.release) {
    const why = `it was asked for release ${plan.requested.release}, and ${drawn.requested.origin} asks for ${asked}.`;
    return refusal(given, `${why} Name the same with --release, or start a whole run.`);
  }
  if (drawn.profile !== plan.profile)
    return refusal(given, `its profile was ${plan.profile}, and --profile says ${drawn.profile}. Leave --profile out.`);
  if (!isSameTarget(drawn, plan))
    return refusal(given, `its target was ${plan.target.url}, and now it is ${drawn.target.url}. ${fresh}`);
  if (drawn.segments !== plan.segments)
    return refusal(
      given,
      `its load was sent by ${processes(plan)}, and now it would be by ${processes(drawn)}. Name the same with --segments.`,
    );
  const tool = differingTool(drawn, plan);
  if (tool !== undefined) return refusal(given, `${tool}. What is kept was measured by another tool. ${fresh}`);
  if (drawn.digests.policy !== plan.digests.policy) return refusal(given, `the policy changed since. ${fresh}`);
  if (drawn.digests.config !== plan.digests.config) return refusal(given, `staging.config.ts changed since. ${fresh}`);
  const check = differingCheck(drawn, plan);
  return check === undefined
    ? undefined
    : refusal(given, `the suites changed since: ${check} is not as it was. ${fresh}`);
}

function processes({ segments }: Plan): string {
  return segments === undefined ? 'one k6 at a time' : `${segments} k6 side by side`;
}

/** One that both runs start has the same command, since the configuration is the same, and an address of its own. */
function isSameTarget(drawn: Plan, plan: Plan): boolean {
  if (drawn.startsStaging !== plan.startsStaging) return false;
  return drawn.startsStaging === true || digestOf(drawn.target) === digestOf(plan.target);
}

/** The first of gonogo and its tools that is of another version than it was, or in one of the runs only. */
function differingTool(drawn: Plan, plan: Plan): string | undefined {
  const versions = ({ gonogo, tools }: Plan): Map<string, string> =>
    new Map([['gonogo', gonogo], ...Object.entries(tools)]);
  const [now, then] = [versions(drawn), versions(plan)];
  const name = [...now.keys(), ...then.keys()].find((one) => now.get(one) !== then.get(one));
  return name === undefined
    ? undefined
    : `${name} was ${then.get(name) ?? 'not used'}, and is ${now.get(name) ?? 'not used'} now`;
}

/** The first check that is in one of the plans only, or not the same in both. */
function differingCheck(drawn: Plan, plan: Plan): string | undefined {
  const spellings = (of: Plan): Map<string, string> =>
    new Map([
      ...of.checks.map((check) => [check.id, digestOf(check)] as const),
      ...of.notChecked.map((one) => [one.check, digestOf(one)] as const),
    ]);
  const [now, then] = [spellings(drawn), spellings(plan)];
  return [...now.keys(), ...then.keys()].find((id) => now.get(id) !== then.get(id));
}

/** What of a gathering is measured again; none: nothing is. */
function narrowed(gathering: Gathering, { checks }: Plan, again: ReadonlySet<string>): Gathering[] {
  const own = gathering.checks.filter((id) => again.has(id));
  if (own.length === 0) return [];
  if (gathering.tool !== 'playwright') return [{ ...gathering, checks: own }];
  const testsIn = (ids: readonly string[]): string[] =>
    checks.flatMap(({ id, source }) => (source.kind === 'test' && ids.includes(id) ? [source.file] : []));
  const [all, left] = [testsIn(gathering.checks), testsIn(own)];
  const share = left.length / all.length;
  return [
    {
      ...gathering,
      files: [...new Set(left)],
      checks: own,
      estimatedSeconds: Math.ceil(gathering.estimatedSeconds * share),
      estimatedRequests: Math.ceil(gathering.estimatedRequests * share),
    },
  ];
}
