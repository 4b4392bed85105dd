import { z } from 'zod';
import { attribution, checkId, reasonCode } from './check.js';
import { foreignMeasured } from './foreign.js';
import { capacity, limitMeasured, period, sideBySide, steady } from './load-measured.js';
import { pageTimes } from './page-times.js';
import { identityObservation } from './release.js';
import { unmeasured } from './unmeasured.js';
import { unsentRequests } from './unsent-requests.js';

/** A file of the run that backs a record: path inside the run folder, and what it held when it was recorded. */
export const rawFile = z.strictObject({
  path: z.string(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  bytes: z.int().nonnegative(),
});
export type RawFile = z.infer<typeof rawFile>;

const error = z.strictObject({ message: z.string(), location: z.string().optional() });

/** One try of one test, as Playwright saw it. */
export const attempt = z.strictObject({
  status: z.enum(['passed', 'failed', 'timedOut', 'skipped', 'interrupted']),
  startedAt: z.iso.datetime(),
  durationMs: z.number().nonnegative(),
  /** `test.step`s in order, `depth` 0 outermost; the first with an error is the failing one. */
  steps: z.array(
    z.strictObject({
      title: z.string(),
      depth: z.int().nonnegative(),
      durationMs: z.number().nonnegative(),
      failed: z.boolean(),
    }),
  ),
  errors: z.array(error),
  /** What the test says that it looked for and found, in words: annotations `expected` and `actual`. */
  expected: z.string().optional(),
  actual: z.string().optional(),
  /** Why the test could not measure what it was to judge, by its own word: annotation `not measured`. */
  unmeasured: unmeasured.optional(),
  /** How many `expect`s ran: a test without any asserts nothing. */
  assertions: z.int().nonnegative(),
  /** Of a walk only: what its pages took. Absent: it opened none. */
  pageTimes: pageTimes.optional(),
  /** Paths inside the run folder. */
  attachments: z.array(z.strictObject({ name: z.string(), contentType: z.string(), path: z.string().optional() })),
});
export type Attempt = z.infer<typeof attempt>;

/** One thing a derived check found wrong. */
export const finding = z.strictObject({ what: z.string(), where: z.string(), detail: z.string().optional() });
export type Finding = z.infer<typeof finding>;

const testMeasured = z.strictObject({
  kind: z.literal('test'),
  expectedStatus: z.enum(['passed', 'failed', 'skipped', 'timedOut', 'interrupted']),
  attempts: z.array(attempt).min(1),
  /** Why the test itself said it was skipped. */
  skipReason: z.string().optional(),
});
export type TestMeasured = z.infer<typeof testMeasured>;

const perSecond = z.number().nonnegative().nullable();

/** What a load script sent beside a walk. */
const loadBeside = z.strictObject({
  /** Of the whole script, as far as it was let run. */
  startedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime(),
  requests: z.int().nonnegative(),
  threw: z.int().nonnegative(),
  unsent: unsentRequests,
  /**
   * By second of the clock, from that in which the walk began to that in which it ended: iterations that were due, that
   * ended and that were dropped, and how late the generator itself was. Null: nobody knows; fewer seconds than the walk's:
   * the script was over.
   */
  seconds: z.array(z.strictObject({ due: perSecond, ended: perSecond, dropped: perSecond, lateMs: perSecond })),
});
export type LoadBeside = z.infer<typeof loadBeside>;

/** One test walked with load beside it and without, in turn, pair by pair; which goes first alternates. */
const underLoad = z.strictObject({
  kind: z.literal('under-load'),
  pairs: z.array(z.strictObject({ idle: testMeasured, loaded: testMeasured, load: loadBeside })),
  period: period.optional(),
});
export type UnderLoadMeasured = z.infer<typeof underLoad>;

export const measured = z.discriminatedUnion('kind', [
  testMeasured,
  /** From the last attempt of the test that carries the tag. */
  z.strictObject({
    kind: z.literal('derived'),
    pages: z.int().nonnegative(),
    findings: z.array(finding),
    period: period.optional(),
  }),
  limitMeasured,
  sideBySide,
  capacity,
  underLoad,
  steady,
  foreignMeasured,
  z.strictObject({ kind: z.literal('identity'), observations: z.array(identityObservation) }),
  /** The engine knows why there is nothing: a set-up that failed, a runner that died. */
  z.strictObject({ kind: z.literal('not-measured'), reasonCode, attribution, message: z.string() }),
]);
export type Measured = z.infer<typeof measured>;

/** One record per check, written only by the engine. */
export const evidenceRecord = z.strictObject({
  schemaVersion: z.literal(1),
  runId: z.string(),
  check: checkId,
  recordedAt: z.iso.datetime(),
  measured,
  raw: z.array(rawFile),
});
export type EvidenceRecord = z.infer<typeof evidenceRecord>;
