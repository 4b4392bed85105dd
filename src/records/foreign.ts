import { z } from 'zod';
import { profile } from './check.js';

/** What other tools write that gonogo reads. `k6-summary` is what `--summary-export` or `handleSummary` leaves. */
export const reportFormat = z.enum(['junit', 'ctrf', 'k6-summary', 'playwright-json']);
export type ReportFormat = z.infer<typeof reportFormat>;

/** A check's id that also names files: no case, no dots. */
const foreignId = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9-]*(\/[a-z0-9][a-z0-9-]*){1,2}$/,
    'expected <stage>/<name>, lower-case words joined with hyphens, such as contracts/orders-api',
  );

/** Another tool's command, which gonogo runs: what it reports is one check. */
export const foreignCommand = z.strictObject({
  check: foreignId,
  /** What is at risk, in words. */
  title: z.string().min(1).optional(),
  format: reportFormat,
  /**
   * The command, word by word, run in the project's folder and without a shell. It writes its report to the file that
   * `{report}` in its words and `GONOGO_REPORT` in its environment name.
   */
  command: z.tuple([z.string().min(1)], z.string()),
  /** The fewest tests (of a k6 summary, thresholds) that its report must hold; absent: one. */
  minTests: z.int().positive().optional(),
  /** The profiles that it is part of; absent: all. */
  profiles: z.array(profile).min(1).optional(),
  /** How long it usually takes: it is stopped after three times that and two minutes more. */
  estimatedSeconds: z.number().positive().max(3600).default(60),
  /** Third parties of staging whose outage explains a failure. */
  thirdParties: z.array(z.string().min(1)).default([]),
  owner: z.string().min(1).optional(),
  impact: z.string().min(1).optional(),
});
export type ForeignCommand = z.infer<typeof foreignCommand>;

/** So many failures are on record in words; the rest is counted. */
export const failuresTold = 50;

/** What a command of another tool reported, as evidence. */
export const foreignMeasured = z.strictObject({
  kind: z.literal('foreign'),
  format: reportFormat,
  /** What the report says wrote it. */
  tool: z.string().optional(),
  /** The command's own. */
  exitCode: z.int(),
  /** Tests, or the thresholds of a k6 summary: each is in one of the four counts that follow. */
  tests: z.int().nonnegative(),
  passed: z.int().nonnegative(),
  failed: z.int().nonnegative(),
  /** Passed, after it had failed in the same run. */
  flaky: z.int().nonnegative(),
  /** Skipped, pending, disabled: not run. */
  skipped: z.int().nonnegative(),
  /** The first of those that failed, in the order of the report. */
  failures: z.array(z.strictObject({ title: z.string(), message: z.string() })).max(failuresTold),
  /**
   * sha256 of all that failed or was flaky, told here or not: each by its whole title and, but for ids, times and the
   * like, its whole words. Absent: there is nothing of the kind.
   */
  signature: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
  /** Why a report without a failure is no proof all the same. */
  shortfall: z
    .strictObject({
      reasonCode: z.enum(['zero-samples', 'unparsable', 'dropped-iterations', 'script-threw']),
      message: z.string(),
    })
    .optional(),
  /** When the command ran, by gonogo's clock. */
  period: z.strictObject({ startedAt: z.iso.datetime(), durationMs: z.number().nonnegative() }),
});
export type ForeignMeasured = z.infer<typeof foreignMeasured>;
