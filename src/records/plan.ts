import { z } from 'zod';
import { checkId, profile, tier } from './check.js';
import { limit } from './limit.js';
import { requestedRelease } from './release.js';

/** Where a planned check's evidence will come from. */
export const source = z.discriminatedUnion('kind', [
  /** A Playwright test. `title` is the full path inside the file, joined with ` › `. */
  z.strictObject({
    kind: z.literal('test'),
    file: z.string(),
    line: z.int(),
    project: z.string(),
    title: z.string(),
  }),
  /** A tag on a Playwright test that makes its fixture measure something more. */
  z.strictObject({ kind: z.literal('derived'), of: checkId, tag: z.enum(['@accessible', '@clean-console']) }),
  /** A limit of a load script. */
  z.strictObject({ kind: z.literal('limit'), file: z.string(), tool: z.enum(['k6', 'autocannon']), limit }),
  /** What staging says it is, before, during and after. */
  z.strictObject({ kind: z.literal('identity') }),
]);
export type Source = z.infer<typeof source>;

export const plannedCheck = z.strictObject({
  id: checkId,
  title: z.string().min(1),
  /** The first part of the id. */
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

/** One thing that runs alone, in this order: one Playwright run, or one load script. */
export const gathering = z.strictObject({
  id: z.string(),
  tool: z.enum(['playwright', 'k6', 'autocannon']),
  /** Files (`suites/...`, `load/...`), relative to the project. */
  files: z.array(z.string()).min(1),
  checks: z.array(checkId).min(1),
  estimatedSeconds: z.number().nonnegative(),
  estimatedRequests: z.int().nonnegative(),
});
export type Gathering = z.infer<typeof gathering>;

export const plan = z.strictObject({
  schemaVersion: z.literal(1),
  runId: z.string().min(1),
  createdAt: z.iso.datetime(),
  gonogo: z.string(),
  profile,
  requested: requestedRelease,
  target: z.strictObject({ name: z.string(), url: z.string() }),
  /** Set when `--only` left something out: never GO. */
  partial: z.boolean(),
  gatherings: z.array(gathering),
  checks: z.array(plannedCheck).min(1),
  notChecked: z.array(notChecked),
  digests: z.strictObject({ config: z.string(), policy: z.string() }),
  /** Tool versions, as the tools say them: `playwright`, `chromium`, `k6`, `autocannon`, `node`. */
  tools: z.record(z.string(), z.string()),
});
export type Plan = z.infer<typeof plan>;
