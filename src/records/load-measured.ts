import { z } from 'zod';
import { limit } from './limit.js';
import { segment } from './segments.js';
import { unsentRequests } from './unsent-requests.js';

/** When it was measured: what an outage of a third party is compared with. */
export const period = z.strictObject({ startedAt: z.iso.datetime(), durationMs: z.number().nonnegative() });

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
export const limitMeasured = z.strictObject({
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
export const sideBySide = z.strictObject({
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
export const capacity = z.strictObject({
  kind: z.literal('capacity'),
  steps: z.array(
    z.strictObject({
      load: z.number().positive(),
      limits: z.array(limitMeasured),
      /** Absent: the run was recorded by a gonogo that did not keep it. */
      flow: flow.optional(),
      /** What staging's processes took of their processors meanwhile, or why nobody knows. Absent: staging names no metrics. */
      processors: z
        .union([z.strictObject({ seconds: z.number().nonnegative() }), z.strictObject({ unread: z.string().min(1) })])
        .optional(),
    }),
  ),
  period: period.optional(),
});
export type CapacityMeasured = z.infer<typeof capacity>;

/** One run of a load script as it went on: what may not grow while it lasts. */
export const steady = z.strictObject({
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
