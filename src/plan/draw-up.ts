import type { LoadConditions } from '../records/baseline.js';
import type { Config } from '../records/config.js';
import type { Tier } from '../records/check.js';
import type { LoadScript } from '../records/load-evidence.js';
import { matchesPattern } from '../records/pattern.js';
import { isInPairs, type Gathering, type NotChecked, type Plan, type PlannedCheck } from '../records/plan.js';
import type { Policy } from '../records/policy.js';
import { identityCheckId } from '../records/safety.js';
import { UsageError } from '../records/usage-error.js';
import { refuseOverCaps } from './caps.js';
import type { Scalable } from './capacity.js';
import type { ForeignPlan } from './foreign.js';
import { gatheringsOf } from './gatherings.js';
import type { InPairs } from './in-pairs.js';
import { drillStage, withoutLeftOut } from './left-out.js';

/** What the tools say is there, before anything runs. */
export interface Sources {
  tests: PlannedCheck[];
  load: {
    checks: PlannedCheck[];
    notChecked: NotChecked[];
    scripts: LoadScript[];
    inPairs: InPairs | undefined;
    scalable: readonly Scalable[];
    besideWalks: readonly LoadScript[];
    conditions: ReadonlyMap<string, LoadConditions>;
  };
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
  /** This release is compared with itself, and nothing else is checked. */
  aa: boolean;
  workers: number;
}

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
  const chosen = select(all, input.only);
  const selected = (input.aa ? comparedWithThemselves(chosen) : chosen).map((check) => ({
    ...check,
    tier: input.tierOf(check.id),
  }));
  const partial = selected.length < all.length;
  if (!partial && !selected.some(({ tier, source }) => tier === 'blocking' && source.kind !== 'identity')) {
    throw new UsageError(
      'Nothing that blocks is planned: policy.yaml makes every check advisory, or this profile has none.',
    );
  }
  const gatherings = gatheringsOf(selected, { ...input, load: input.sources.load });
  refuseClashes(gatherings);
  refuseOverCaps(input.caps, { gatherings, scripts: [...sources.load.scripts, ...sources.load.besideWalks] });
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
        .map(({ id }) => ({ check: id, why: `left out by ${input.aa ? '--aa' : '--only'}` })),
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
  // What is measured by another check, a derived one by its test, brings that one along.
  for (const { id, source } of checks) {
    if (wanted.has(id) && 'of' in source && !isInPairs(source)) wanted.add(source.of);
  }
  // The drill is one story: who skips its end leaves staging at another release.
  const drill = checks.filter(({ stage }) => stage === drillStage).map(({ id }) => id);
  if (drill.some((id) => wanted.has(id))) for (const id of drill) wanted.add(id);
  return checks.filter(({ id }) => wanted.has(id));
}

function comparedWithThemselves(checks: PlannedCheck[]): PlannedCheck[] {
  const compared = checks.filter(({ source }) => source.kind === 'comparison' && source.with === 'itself');
  if (compared.length === 0)
    throw new UsageError(
      '--aa measures how noisy what policy.yaml compares is here, and there is nothing that it compares: name a limit in `comparisons`, or a counter in `costs` (docs/guides/compare-with-before.md).',
    );
  return compared;
}

/** The first part of a check's id. */
function stageOf(id: string): string {
  return id.slice(0, id.indexOf('/'));
}
