import { z } from 'zod';
import { loadConditions, mostComparisons, storedFigure } from './baseline.js';
import { checkId, profile, tier } from './check.js';
import { actual, expectedLoad } from './forecast.js';
import { reportFormat } from './foreign.js';
import { limit } from './limit.js';
import { releaseIdentity, requestedRelease } from './release.js';
import { mostSegments } from './segments.js';

/** A share of what was before, and milliseconds: the larger counts. */
const margin = z.strictObject({ relative: z.number().positive(), absolute: z.number().nonnegative() });
/** How many are compared in this way: they share the error. */
const among = z.int().min(1).max(mostComparisons);

const test = {
  file: z.string(),
  line: z.int(),
  project: z.string(),
  title: z.string(),
};

/** Where a planned check's evidence will come from. */
export const source = z.discriminatedUnion('kind', [
  /** A Playwright test. `title` is the full path inside the file, joined with ` › `. */
  z.strictObject({
    kind: z.literal('test'),
    ...test,
  }),
  /** A tag on a Playwright test that makes its fixture measure something more. */
  z.strictObject({ kind: z.literal('derived'), of: checkId, tag: z.enum(['@accessible', '@clean-console']) }),
  /** A limit of a load script. */
  z.strictObject({ kind: z.literal('limit'), file: z.string(), tool: z.enum(['k6', 'autocannon']), limit }),
  /** The statistic of a limit, against that of earlier runs: not worse by more than the margin. */
  z.strictObject({
    kind: z.literal('comparison'),
    of: checkId,
    ...{ file: z.string(), tool: z.enum(['k6', 'autocannon']), limit },
    /**
     * What is compared in the limit's place: by how much this counter of staging's metrics rose a request. The limit's
     * counts tell whether the run was sound.
     */
    counter: z.string().optional(),
    /** Earlier runs, those that people pinned, the release before, which runs beside, or once more the same release. */
    with: z.enum(['rolling', 'pinned', 'previous', 'itself']),
    ...{ margin, among },
    /** The runs that it is compared with, in the order of time: few or none is a cold start. None of what runs beside. */
    before: z.array(storedFigure.extend({ runId: z.string(), release: z.string() })),
  }),
  /** How much load is taken within the limits of a script: at least a multiple of its own. */
  z.strictObject({
    kind: z.literal('capacity'),
    ...{ file: z.string(), tool: z.literal('k6') },
    atLeast: z.number().positive(),
    /** More is not tried. */
    most: z.number().positive(),
    /** Iterations that the script starts in a second at its peak, by itself. */
    peakRate: z.number().positive(),
    /** What has to be kept, and which checks these limits are elsewhere. */
    limits: z.array(z.strictObject({ check: checkId, limit })).min(1),
    /** What production is expected to take, and what came of earlier forecasts. Absent: nothing is foretold. */
    production: expectedLoad
      .omit({ script: true })
      .extend({ actuals: z.array(actual) })
      .optional(),
  }),
  /** A test that walks with a load script beside it and without, in turn: it works, and its pages are not slower. */
  z.strictObject({
    kind: z.literal('under-load'),
    /** The check that its test is elsewhere. */
    walks: checkId,
    test: z.strictObject(test),
    ...{ file: z.string(), tool: z.literal('k6') },
    ...{ margin, among },
  }),
  /** What may not grow while a script's load lasts. */
  z.strictObject({
    kind: z.literal('steady'),
    ...{ file: z.string(), tool: z.literal('k6') },
    /** `http_req_duration`, which is the mean of the requests that were answered, or a gauge of staging's metrics. */
    metric: z.string(),
    /** Of its own mean. */
    atMostPercentPerHour: z.number().positive(),
  }),
  /** Another tool's command, which `foreign` of staging.config.ts names. */
  z.strictObject({ kind: z.literal('foreign'), format: reportFormat, minTests: z.int().positive().optional() }),
  /** What staging says it is, before, during and after. */
  z.strictObject({ kind: z.literal('identity') }),
]);
export type Source = z.infer<typeof source>;
export type ComparisonSource = Extract<Source, { kind: 'comparison' }>;
export type SteadySource = Extract<Source, { kind: 'steady' }>;
export type CapacitySource = Extract<Source, { kind: 'capacity' }>;
export type UnderLoadSource = Extract<Source, { kind: 'under-load' }>;

/** Whether it is compared with what runs beside it, in pairs of runs, and not with figures that there were before. */
export function isInPairs(source: Source): boolean {
  return source.kind === 'comparison' && (source.with === 'previous' || source.with === 'itself');
}

export const plannedCheck = z.strictObject({
  id: checkId,
  title: z.string().min(1),
  /** The first part of the id; `load` of what walks under load. */
  stage: z.string().min(1),
  tier,
  source,
  /** Third parties whose outage explains a failure. */
  thirdParties: z.array(z.string()),
  owner: z.string().optional(),
  impact: z.string().optional(),
});
export type PlannedCheck = z.infer<typeof plannedCheck>;

/** What is wanted but not in this plan, and why: never silence. */
export const notChecked = z.strictObject({ check: z.string(), why: z.string() });
export type NotChecked = z.infer<typeof notChecked>;

/** One thing that runs alone, in this order: one Playwright run, one load script, or one command of another tool. */
export const gathering = z.strictObject({
  id: z.string(),
  tool: z.enum(['playwright', 'k6', 'autocannon', 'foreign']),
  /** Files (`suites/...`, `load/...`; staging.config.ts, which names another tool's command), relative to the project. */
  files: z.array(z.string()).min(1),
  checks: z.array(checkId).min(1),
  /** It is run for two stagings in turn, pair by pair, as this profile has it. */
  inPairs: profile.optional(),
  /** It is run again and again under more load or less, each time as this profile has it. */
  capacity: profile.optional(),
  /** It runs beside tests that walk, in pairs with walks without it, as this profile has it; a walk's end is its end. */
  underLoad: profile.optional(),
  /** Of a load script: which runs its figures can be compared with. */
  conditions: loadConditions.optional(),
  estimatedSeconds: z.number().nonnegative(),
  /** 0 for another tool's command: what it sends, gonogo can neither foresee nor limit. */
  estimatedRequests: z.int().nonnegative(),
});
export type Gathering = z.infer<typeof gathering>;

/** Whether its script is run several times, so that no one run of them is its evidence. */
export function isRunAgain({
  inPairs,
  capacity,
  underLoad,
}: Pick<Gathering, 'inPairs' | 'capacity' | 'underLoad'>): boolean {
  return inPairs !== undefined || capacity !== undefined || underLoad !== undefined;
}

/** The run whose measurements this one keeps: it measures again only what was inconclusive in it. */
const resumption = z.strictObject({
  runId: z.string().min(1),
  /** 2 for the first resumption, and so on. */
  attempt: z.int().min(2),
  /** Digests of that run's plan and of all its evidence. */
  plan: z.string(),
  evidence: z.string(),
  /** What staging said it was then. What is kept was measured of that, so it must be the same still. */
  subject: releaseIdentity.omit({ replica: true }),
  /** Of each check that is not measured again, the run that measured it: that one, or one before it. */
  kept: z.record(checkId, z.string().min(1)),
  /** What had failed in that run or one before it, by a third party that was down, and so was measured again. */
  failedBefore: z.array(checkId).optional(),
});
export type Resumption = z.infer<typeof resumption>;

const stagingNamed = z.strictObject({ option: z.enum(['--target', '--staging']), value: z.string() });
export type StagingNamed = z.infer<typeof stagingNamed>;

export const plan = z.strictObject({
  schemaVersion: z.literal(1),
  runId: z.string().min(1),
  createdAt: z.iso.datetime(),
  gonogo: z.string(),
  profile,
  requested: requestedRelease,
  target: z.strictObject({ name: z.string(), url: z.string() }),
  /** The run starts its staging itself, which may come up at another address each time. */
  startsStaging: z.literal(true).optional(),
  /** How staging was named by hand. Absent: staging.config.ts names it. */
  stagingNamed: stagingNamed.optional(),
  /** Set when `--only` or `--aa` left something out: never GO. */
  partial: z.boolean(),
  /** Each run of a k6 script is so many k6 processes side by side. Absent: one. */
  segments: z.int().min(2).max(mostSegments).optional(),
  resumes: resumption.optional(),
  gatherings: z.array(gathering),
  checks: z.array(plannedCheck).min(1),
  notChecked: z.array(notChecked),
  digests: z.strictObject({ config: z.string(), policy: z.string(), waivers: z.string(), quarantine: z.string() }),
  /** Tool versions, as the tools say them: `playwright`, `chromium`, `k6`, `autocannon`, `node`. */
  tools: z.record(z.string(), z.string()),
});
export type Plan = z.infer<typeof plan>;
