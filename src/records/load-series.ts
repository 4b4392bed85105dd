import { z } from 'zod';

const count = z.int().nonnegative();

/**
 * Values counted in logarithmic buckets: bucket k holds those in (γ^(k-1), γ^k], with γ = (1 + e) / (1 - e) and e the
 * relative error. `counts` begins at bucket `first`; a negative number stands for so many empty buckets.
 */
export const sketch = z
  .strictObject({
    /** Values too small for a bucket. */
    zeros: count,
    first: z.int(),
    counts: z.array(z.int()),
  })
  .refine(
    ({ counts }) => !counts.includes(0) && [counts[0], counts.at(-1)].every((end) => end === undefined || end > 0),
    {
      message: 'counts begin and end with a bucket that holds something, and spell empty ones as a negative number',
    },
  );
export type Sketch = z.infer<typeof sketch>;

/** How many values a sketch holds. */
export function countedIn({ zeros, counts }: Sketch): number {
  return counts.reduce((sum, one) => sum + Math.max(one, 0), zeros);
}

/** That of every sketch of a file: only those of the same precision add up. */
export const precision = z.strictObject({
  /** At most 0.01: every quantile is within one per cent. */
  relativeError: z.number().positive().max(0.01),
  /** Values below are zeros. */
  smallest: z.number().positive(),
});
export type Precision = z.infer<typeof precision>;

/** The slowest requests, the slowest first; by the trace id they are found in the target's traces. */
const exemplar = z.strictObject({
  endedAt: z.iso.datetime(),
  durationMs: z.number().nonnegative(),
  traceId: z.string().min(1).optional(),
});

const durations = z
  .strictObject({
    count: z.int().positive(),
    sumMs: z.number().nonnegative(),
    minMs: z.number().nonnegative(),
    maxMs: z.number().nonnegative(),
    sketch,
    /** By second of the clock, the first is that of the file's startedAt: requests that ended in it, sum of their ms. */
    seconds: z.array(z.tuple([count, z.number().nonnegative()])),
    slowest: z.array(exemplar).min(1).max(5),
  })
  .refine((told) => countedIn(told.sketch) === told.count, {
    message: 'the sketch holds another count',
    path: ['count'],
  })
  .refine((told) => told.seconds.reduce((sum, [requests]) => sum + requests, 0) === told.count, {
    message: 'the seconds hold another count',
    path: ['seconds'],
  });

/** The step under which series are counted together that are not told apart any more; of these no scenario is known. */
export const furtherSteps = '(further steps)';

/** Requests of one kind, told apart by k6's tags; '' where k6 set none (as of `scenario` in setup and teardown). */
export const series = z.strictObject({
  scenario: z.string(),
  step: z.string(),
  method: z.string(),
  /** `none`: refused, reset or timed out; its durations say how long that took. */
  status: z.enum(['1xx', '2xx', '3xx', '4xx', '5xx', 'none', '']),
  /** What the script holds the status for. */
  expected: z.enum(['true', 'false', '']),
  requests: count,
  failed: count,
  durations: durations.optional(),
});
