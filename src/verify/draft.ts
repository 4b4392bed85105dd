import { digestOf } from '../evidence/digest.js';
import type { SelectOptions } from '../options.js';
import { drawUp } from '../plan/draw-up.js';
import { planForeign } from '../plan/foreign.js';
import type { Intent } from '../plan/intent.js';
import { capacityChecks } from '../plan/capacity.js';
import { comparisonsOf } from '../plan/comparisons.js';
import { costChecks } from '../plan/costs.js';
import { checksOfLoad } from '../plan/load.js';
import { conditionsOf } from '../plan/load-conditions.js';
import { placeOf, policyLimits } from '../plan/policy.js';
import { refuseIndivisible, segmentsAsked } from '../plan/segments.js';
import type { Found } from '../plan/sources.js';
import { steadyChecks } from '../plan/steady.js';
import { checksOfTests } from '../plan/tests.js';
import { underLoadChecks } from '../plan/under-load.js';
import type { Baselines } from '../records/baseline.js';
import type { Actual } from '../records/forecast.js';
import type { Plan, StagingNamed } from '../records/plan.js';
import { tierOf } from '../records/tier-of.js';
import { shareCores } from '../stages/cores.js';
import { version } from '../version.js';

/** What is known of a run besides what the caller wants. */
export interface Circumstances {
  runId: string;
  found: Found;
  /** Staging's address, or where it will come from. */
  target: string;
  /** The third parties that staging knows, by name. */
  thirdParties: string[];
  tools: Plan['tools'];
  projectDir: string;
  baselines: Baselines;
  /** What production took, of what earlier runs foretold. */
  actuals: readonly Actual[];
}

/** The plan of a run: the one that `verify` carries out, and the same that `gonogo plan` shows. @throws UsageError */
export function draftPlan(intent: Intent, options: SelectOptions, circumstances: Circumstances): Plan {
  const { config, policy, exceptions, requested, source } = intent;
  const { profile, only, aa } = options;
  const segments = segmentsAsked(options.segments);
  const { runId, found, target, thirdParties, tools, projectDir, baselines, actuals } = circumstances;
  const conditions = conditionsOf(profile === 'smoke' ? [] : found.scripts, projectDir, {
    profile,
    staging: source.kind === 'start' ? `${config.name}, started by the run` : `${config.name} at ${target}`,
    ...{ segments, k6: tools['k6'] },
  });
  const tighter = policyLimits(policy);
  const load = checksOfLoad(found.scripts, profile, tighter);
  const beside = found.inPairs && (aa === true ? 'itself' : 'previous');
  const compared = comparisonsOf({
    policy: policy.policy,
    ...{ profile, load, baselines, conditions, beside },
    placeOf: (at) => placeOf(policy, ['comparisons', at]),
  });
  const costs = costChecks({
    ...{ policy: policy.policy, beside, limits: load.checks, known: found.scripts },
    placeOf: (at) => placeOf(policy, ['costs', at]),
  });
  const tests = checksOfTests(found.tests, thirdParties);
  const capacity = capacityChecks({
    ...{ policy: policy.policy, profile, scalable: found.scalable, caps: config.caps },
    ...{ policyLimits: tighter, known: found.scripts },
    ...{ expected: config.production.expected, actuals },
    placeOf: (at) => placeOf(policy, ['capacity', at]),
  });
  const walked = underLoadChecks({
    ...{ policy: policy.policy, profile, tests, scripts: found.besideWalks, known: found.scripts },
    placeOf: (at, check) => placeOf(policy, ['underLoad', at, ...(check === undefined ? [] : ['checks', check])]),
  });
  const steady = steadyChecks({
    ...{ policy: policy.policy, profile, scripts: found.scripts },
    placeOf: (at) => placeOf(policy, ['steady', at]),
  });
  const ofLoad = [load, compared, costs, capacity, walked, steady];
  const drawn = drawUp({
    runId,
    createdAt: new Date().toISOString(),
    gonogo: version,
    profile,
    requested,
    target: { name: config.name, url: target },
    digests: {
      config: digestOf(config),
      policy: digestOf(policy.policy),
      waivers: digestOf(exceptions.waivers),
      quarantine: digestOf(exceptions.quarantine),
    },
    tools: { node: process.version, ...tools },
    sources: {
      tests,
      load: {
        checks: ofLoad.flatMap(({ checks }) => checks),
        notChecked: ofLoad.flatMap(({ notChecked }) => notChecked),
        ...{ scripts: found.scripts, inPairs: found.inPairs, scalable: found.scalable },
        ...{ besideWalks: found.besideWalks, conditions },
      },
    },
    foreign: planForeign(config.foreign, profile),
    policy: policy.policy,
    tierOf: (id) => tierOf(id, policy.policy),
    caps: config.caps,
    rollback: config.rollback,
    only,
    aa: aa === true,
    workers: shareCores(source.kind === 'start').testWorkers,
  });
  const { scripts, inPairs, scalable } = found;
  const allRuns = [...scripts, ...(inPairs?.scripts ?? []), ...scalable.map(({ script }) => script)];
  refuseIndivisible(segments, { gatherings: drawn.gatherings, scripts: allRuns, caps: config.caps });
  const divided = segments === undefined ? drawn : { ...drawn, segments };
  if (source.kind === 'start') return { ...divided, startsStaging: true };
  const named = stagingNamed(options);
  return named === undefined ? divided : { ...divided, stagingNamed: named };
}

function stagingNamed({ target, staging }: SelectOptions): StagingNamed | undefined {
  if (target !== undefined) return { option: '--target', value: target };
  return staging === undefined ? undefined : { option: '--staging', value: staging };
}
