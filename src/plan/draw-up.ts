import type { Config } from '../records/config.js';
import type { Tier } from '../records/check.js';
import type { LoadScript } from '../records/load-evidence.js';
import { matchesPattern } from '../records/pattern.js';
import type { Gathering, NotChecked, Plan, PlannedCheck } from '../records/plan.js';
import type { Policy } from '../records/policy.js';
import { identityCheckId } from '../records/safety.js';
import { UsageError } from '../records/usage-error.js';
import { refuseOverCaps } from './caps.js';
import type { ForeignPlan } from './foreign.js';
import { drillStage, withoutLeftOut } from './left-out.js';
import { stemOf } from './load.js';

/** What the tools say is there, before anything runs. */
export interface Sources {
  tests: PlannedCheck[];
  load: { checks: PlannedCheck[]; notChecked: NotChecked[]; scripts: LoadScript[] };
}

export interface DrawUp extends Pick<
  Plan,
  'runId' | 'createdAt' | 'gonogo' | 'profile' | 'requested' | 'target' | 'digests' | 'tools'
> {
  sources: Sources;
  foreign: ForeignPlan;
  policy: Policy;
  caps: Config['caps'];
  rollback: Config['rollback'];
  tierOf: (id: string) => Tier;
  only: readonly string[] | undefined;
  workers: number;
}

// For the estimate only, until a run has been seen: a test takes a few seconds, a page-speed test its five loads.
const testSeconds = 3;
const speedSeconds = 6;
const testRequests = 30;

const identityCheck: PlannedCheck = {
  id: identityCheckId,
  title: 'Every replica says that it is the release that was asked for',
  stage: 'environment',
  tier: 'blocking',
  source: { kind: 'identity' },
  thirdParties: [],
};

/**
 * The plan: every check that is expected, before the run. Its rows are the verdict's rows.
 * @throws UsageError for an empty plan, two checks with one id, a pattern that matches nothing.
 */
export function drawUp(input: DrawUp): Plan {
  const { sources, foreign, policy } = input;
  const offered = [identityCheck, ...sources.tests, ...sources.load.checks, ...foreign.checks];
  const { found, leftOut } = withoutLeftOut(offered, input);
  const unchecked = [...sources.load.notChecked, ...foreign.notChecked, ...leftOut];
  if (sources.tests.length + sources.load.checks.length + foreign.checks.length === 0) {
    throw new UsageError(
      'Nothing is planned: no tests in suites/, no limits in load/, nothing foreign in staging.config.ts. A verdict needs something to measure.',
    );
  }
  const all = [...found, ...missingRequired(found, input.profile === 'smoke' ? unchecked : [], policy.required)];
  refuseTwins(all);
  const selected = select(all, input.only).map((check) => ({ ...check, tier: input.tierOf(check.id) }));
  const partial = selected.length < all.length;
  if (!partial && !selected.some(({ tier, source }) => tier === 'blocking' && source.kind !== 'identity')) {
    throw new UsageError(
      'Nothing that blocks is planned: policy.yaml makes every check advisory, or this profile has none.',
    );
  }
  const gatherings = gatheringsOf(selected, input);
  refuseClashes(gatherings);
  refuseOverCaps(input.caps, { gatherings, scripts: sources.load.scripts });
  const { runId, createdAt, gonogo, profile, requested, target, digests, tools } = input;
  return {
    schemaVersion: 1,
    ...{ runId, createdAt, gonogo, profile, requested, target },
    partial,
    gatherings,
    checks: selected,
    notChecked: [
      ...unchecked,
      ...all
        .filter(({ id }) => !selected.some((check) => check.id === id))
        .map(({ id }) => ({ check: id, why: 'left out by --only' })),
    ],
    ...{ digests, tools },
  };
}

/** A required check that nothing gives any more stays a row of the plan: it will be `missing`. */
function missingRequired(found: PlannedCheck[], notChecked: NotChecked[], required: readonly string[]): PlannedCheck[] {
  const known = new Set([...found.map(({ id }) => id), ...notChecked.map(({ check }) => check)]);
  return required
    .filter((id) => !known.has(id))
    .map((id) => ({
      id,
      title: `${id} (required by policy.yaml, and nothing in this project is it)`,
      stage: stageOf(id),
      tier: 'blocking',
      source: { kind: 'test', file: '(none)', line: 0, project: '(none)', title: '(none)' },
      thirdParties: [],
    }));
}

function refuseTwins(checks: PlannedCheck[]): void {
  const seen = new Set<string>();
  for (const { id } of checks) {
    if (seen.has(id)) throw new UsageError(`Two checks would be called ${id}. Rename one: ids must tell them apart.`);
    seen.add(id);
  }
}

/** What a gathering leaves is called after it: of two with one name, one would be judged by what the other left. */
function refuseClashes(gatherings: readonly Gathering[]): void {
  for (const [at, { id, files }] of gatherings.entries()) {
    const twin = gatherings.slice(0, at).find((other) => other.id === id);
    if (twin !== undefined) {
      throw new UsageError(
        `${files.join(', ')} would leave its evidence where ${twin.files.join(', ')} leaves it ("${id}"). Rename the file in load/.`,
      );
    }
  }
}

function select(checks: PlannedCheck[], only: readonly string[] | undefined): PlannedCheck[] {
  if (only === undefined) return checks;
  for (const pattern of only) {
    if (!checks.some(({ id }) => matchesPattern(id, pattern))) {
      throw new UsageError(`--only ${pattern} matches no check. "gonogo plan" lists them.`);
    }
  }
  const wanted = new Set(
    checks.map(({ id }) => id).filter((id) => only.some((pattern) => matchesPattern(id, pattern))),
  );
  // A derived check is measured by its test, so that one comes along.
  for (const { id, source } of checks) if (wanted.has(id) && source.kind === 'derived') wanted.add(source.of);
  // The drill is one story: who skips its end leaves staging at another release.
  const drill = checks.filter(({ stage }) => stage === drillStage).map(({ id }) => id);
  if (drill.some((id) => wanted.has(id))) for (const id of drill) wanted.add(id);
  return checks.filter(({ id }) => wanted.has(id));
}

function gatheringsOf(checks: PlannedCheck[], { sources, foreign, rollback, workers }: DrawUp): Gathering[] {
  const inStage = (wanted: string): PlannedCheck[] => checks.filter(({ stage }) => stage === wanted);
  const tests = checks.filter(({ stage }) => !['speed', 'load', 'closing', drillStage].includes(stage));
  const drill = ofTests(drillStage, inStage(drillStage), 0);
  const load = sources.load.scripts.map((script) => ofScript(script, checks));
  const isSelected = (it: Gathering): boolean => checks.some(({ id }) => it.checks.includes(id));
  return [
    ofTests('functional', tests, testSeconds / workers),
    ...foreign.functional.filter(isSelected),
    ofTests('speed', inStage('speed'), speedSeconds),
    ...load,
    ...foreign.load.filter(isSelected),
    // What looks back on all that was asked of staging: page speed and load too.
    ofTests('closing', inStage('closing'), testSeconds / workers),
    drill && rollback && { ...drill, estimatedSeconds: rollback.estimatedSeconds },
  ].filter((it) => it !== undefined);
}

function ofTests(id: string, checks: PlannedCheck[], secondsEach: number): Gathering | undefined {
  // A required check that nothing is has no test to run: it stays without evidence.
  const runnable = checks.filter(
    ({ source }) => source.kind === 'derived' || (source.kind === 'test' && source.file !== '(none)'),
  );
  const tests = runnable.flatMap(({ source }) => (source.kind === 'test' ? [source] : []));
  const [first, ...others] = new Set(tests.map(({ file }) => file));
  if (first === undefined) return undefined;
  return {
    id,
    tool: 'playwright',
    files: [first, ...others],
    checks: runnable.map((check) => check.id),
    estimatedSeconds: Math.ceil(tests.length * secondsEach),
    estimatedRequests: tests.length * testRequests,
  };
}

function ofScript(script: LoadScript, checks: PlannedCheck[]): Gathering | undefined {
  const own = checks.filter(({ source }) => source.kind === 'limit' && source.file === script.file);
  if (own.length === 0) return undefined;
  return {
    id: stemOf(script.file),
    tool: script.tool,
    files: [script.file],
    checks: own.map(({ id }) => id),
    estimatedSeconds: script.estimatedSeconds,
    estimatedRequests: Object.values(script.iterations).reduce((sum, n) => sum + n, 0),
  };
}

/** The first part of a check's id. */
function stageOf(id: string): string {
  return id.slice(0, id.indexOf('/'));
}
