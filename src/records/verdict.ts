import { z } from 'zod';
import { attribution, checkId, outcome, profile, reasonCode, tier } from './check.js';
import { notChecked } from './plan.js';
import { policy } from './policy.js';
import { quarantined, standing, waiver } from './waiver.js';

export const verdictWord = z.enum(['GO', 'NO-GO', 'INCONCLUSIVE', 'AWAITING-APPROVAL']);
export type VerdictWord = z.infer<typeof verdictWord>;

/** A judged check: one row for one row of the plan. */
export const judgedCheck = z.strictObject({
  id: checkId,
  title: z.string(),
  stage: z.string(),
  tier,
  outcome,
  reasonCode: reasonCode.optional(),
  attribution: attribution.optional(),
  /** One sentence: what was found. */
  message: z.string(),
  expected: z.string().optional(),
  actual: z.string().optional(),
  durationMs: z.number().nonnegative(),
  owner: z.string().optional(),
  impact: z.string().optional(),
  /** The failing step, in the words of the suite, and how many steps went before it. */
  failingStep: z.string().optional(),
  stepsBefore: z.int().nonnegative().optional(),
  /** The customer's story, for tests. */
  steps: z
    .array(z.strictObject({ title: z.string(), durationMs: z.number().nonnegative(), failed: z.boolean() }))
    .optional(),
  /** Paths inside the run folder. */
  evidence: z.array(z.string()),
  /** The command that measures just this again; for the identity of the release, that is a whole run. */
  rerun: z.string().optional(),
  /** The ticket of the live waiver that covers what it fell short by. */
  waiver: z.string().optional(),
  /** The issue of the live quarantine that keeps it from deciding. */
  quarantine: z.string().optional(),
});
export type JudgedCheck = z.infer<typeof judgedCheck>;

/** One cause: the check that failed after the fewest steps, and the others of the same cause. */
export const reason = z.strictObject({
  /** A check's id, or `run` where the whole run is meant (set-up, configuration, partial run). */
  check: z.string(),
  outcome,
  reasonCode,
  attribution,
  message: z.string(),
  also: z.array(z.string()),
});
export type Reason = z.infer<typeof reason>;

export const counts = z.strictObject({
  planned: z.int().nonnegative(),
  passed: z.int().nonnegative(),
  failed: z.int().nonnegative(),
  flaky: z.int().nonnegative(),
  errored: z.int().nonnegative(),
  missing: z.int().nonnegative(),
  skipped: z.int().nonnegative(),
  stale: z.int().nonnegative(),
  mismatched: z.int().nonnegative(),
  insufficient: z.int().nonnegative(),
});

export const subject = z.strictObject({
  name: z.string(),
  /** Null until observed. */
  version: z.string().nullable(),
  commit: z.string().nullable(),
  digest: z.string().nullable(),
  identity: z.enum(['observed', 'declared', 'none']),
  /** What was asked for, and where the word came from. */
  requested: z.string().nullable(),
});

/** `verdict.json`: the one object that every report is rendered from. */
export const verdict = z.strictObject({
  schemaVersion: z.literal(1),
  gonogo: z.string(),
  runId: z.string(),
  profile: profile.nullable(),
  /** Set when the run went on with an earlier one: how many checks it measured, and how many it kept. */
  resumes: z
    .strictObject({
      runId: z.string(),
      attempt: z.int().min(2),
      measured: z.int().nonnegative(),
      kept: z.int().nonnegative(),
      /** What had failed before, by a third party that was down. */
      failedBefore: z.array(checkId).optional(),
    })
    .optional(),
  verdict: verdictWord,
  exitCode: z.int(),
  /** One sentence for the top of every report. */
  headline: z.string(),
  subject,
  target: z.strictObject({ name: z.string(), url: z.string() }),
  startedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime(),
  durationMs: z.number().nonnegative(),
  /** When it was judged: judging again with this `now` gives the same bytes. */
  judgedAt: z.iso.datetime(),
  stages: z.array(z.strictObject({ id: z.string(), durationMs: z.number().nonnegative(), outcome, counts })),
  counts,
  reasons: z.array(reason),
  checks: z.array(judgedCheck),
  /** Every exception that the run was given, in force or not, and what it is worth. */
  waivers: z.array(waiver.extend({ standing, message: z.string() })),
  quarantine: z.array(quarantined.extend({ standing, message: z.string() })),
  /** Whose approvals the policy asks for. They are files beside the run and never change its verdict. */
  approvals: policy.shape.approvals.unwrap(),
  notChecked: z.array(notChecked),
  /** sha256 of everything the verdict is a function of. */
  digests: z
    .strictObject({
      plan: z.string(),
      policy: z.string(),
      waivers: z.string(),
      quarantine: z.string(),
      config: z.string(),
      evidence: z.string(),
    })
    .nullable(),
});
export type Verdict = z.infer<typeof verdict>;
