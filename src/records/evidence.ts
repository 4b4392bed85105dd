import { z } from 'zod';
import { attribution, checkId, reasonCode } from './check.js';
import { foreignMeasured } from './foreign.js';
import { limit } from './limit.js';
import { pageTimes } from './page-times.js';
import { identityObservation } from './release.js';
import { segment } from './segments.js';
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

/** When it was measured: what an outage of a third party is compared with. */
const period = z.strictObject({ startedAt: z.iso.datetime(), durationMs: z.number().nonnegative() });

/** How a load tool fared itself. */
const generator = z.strictObject({
  /** The tool wrote its evidence to the end. */
  complete: z.boolean(),
  exitCode: z.int().nullable(),
  /** Whose exit code that is, of the k6 processes of a run: the one that fell short first. Absent: none did, or there is one. */
  segment: segment.optional(),
  iterations: z.int().nonnegative(),
  /** Iterations that ended in an uncaught exception. */
  threw: z.int().nonnegative(),
  /** Ticks of an arrival rate without a free virtual user: load that was never sent. */
  droppedIterations: z.int().nonnegative(),
  /** Iterations that were cut off at the end of their time: what they waited for left no sample. */
  interruptedIterations: z.int().nonnegative(),
  /**
   * How late the generator itself was, at most, in each second that is told of; null: nobody knows, it was not let run.
   * Absent: the tool does not tell.
   */
  lateMs: z.array(z.number().nonnegative().nullable()).optional(),
  /** Requests a second that would use up its processors. Absent: the tool does not tell. */
  sendablePerSecond: z.number().positive().optional(),
  requests: z.int().nonnegative(),
  /** Of these, the ones that failed. */
  failedRequests: z.int().nonnegative(),
  unsent: unsentRequests,
});
export type Generator = z.infer<typeof generator>;

/** What one run of a load script says of one limit. */
const limitMeasured = z.strictObject({
  kind: z.literal('limit'),
  limit,
  /** Samples that the limit's selector saw, and how many of them lay beyond its edge (or were non-zero, for a rate). */
  samples: z.int().nonnegative(),
  beyond: z.int().nonnegative(),
  /** The sum of the samples' values, for `count`. */
  sum: z.number(),
  /** The statistic itself, for people; the judge uses the counts. Absent: no samples. */
  observed: z.number().optional(),
  /** By how much the counter of staging's metrics rose in the meantime, of a comparison of costs: in its own unit. */
  spent: z.number().nonnegative().optional(),
  /** One-second blocks: the unit that correlated requests are counted in. */
  blocks: z.array(
    z.strictObject({
      samples: z.int().nonnegative(),
      beyond: z.int().nonnegative(),
      /** Those of `beyond` that got no answer. Absent: none. */
      unanswered: z.int().nonnegative().optional(),
    }),
  ),
  period: period.optional(),
  generator,
});
export type LimitMeasured = z.infer<typeof limitMeasured>;

/** Two releases under the same load, one after the other, pair by pair; which goes first alternates. */
const sideBySide = z.strictObject({
  kind: z.literal('side-by-side'),
  /** The versions that answered. */
  releases: z.strictObject({ before: z.string(), after: z.string() }),
  pairs: z.array(z.strictObject({ before: limitMeasured, after: limitMeasured })),
  period: period.optional(),
});
export type SideBySide = z.infer<typeof sideBySide>;

/** How requests came and went in one run of a script. */
const flow = z.strictObject({
  scenarios: z.int().nonnegative(),
  /** Of the clock; the first and the last that hold a request are no whole ones. */
  seconds: z.array(
    z.strictObject({
      /** Requests that ended in it, answered or not, and the sum of their durations. */
      requests: z.int().nonnegative(),
      sumMs: z.number().nonnegative(),
      /** Virtual users that were in the middle of an iteration when k6 looked; null: it did not. */
      activeVUs: z.number().nonnegative().nullable(),
    }),
  ),
});
export type Flow = z.infer<typeof flow>;

/** Runs of a script under multiples of its own load, in the order of time; `limits` in the order of the plan. */
const capacity = z.strictObject({
  kind: z.literal('capacity'),
  steps: z.array(
    z.strictObject({
      load: z.number().positive(),
      limits: z.array(limitMeasured),
      /** Absent: the run was recorded by a gonogo that did not keep it. */
      flow: flow.optional(),
    }),
  ),
  period: period.optional(),
});
export type CapacityMeasured = z.infer<typeof capacity>;

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

/** One run of a load script as it went on: what may not grow while it lasts. */
const steady = z.strictObject({
  kind: z.literal('steady'),
  /** By second of the clock, the first is that of the run's beginning: requests that were answered, and the sum of their ms. */
  requests: z.array(z.tuple([z.int().nonnegative(), z.number().nonnegative()])),
  /** Refused, reset or timed out: in none of `requests`. */
  unanswered: z.int().nonnegative(),
  /** Of each process of staging what a gauge read, in the order of time: seconds since the first of `requests`, and value. */
  gauge: z
    .array(z.strictObject({ process: z.string(), readings: z.array(z.tuple([z.number().nonnegative(), z.number()])) }))
    .optional(),
  period,
  generator,
});
export type SteadyMeasured = z.infer<typeof steady>;

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
