import { z } from 'zod';

const milliseconds = z.number().nonnegative();

/**
 * `timings.json` of a run: where its time went. It is no evidence and decides nothing; `docs/performance.md` says what
 * it is good for. Offsets count from the start of the engine's process, by its monotonic clock.
 */
export const timings = z.strictObject({
  schemaVersion: z.literal(1),
  runId: z.string(),
  /** From the start of the engine's process until this file was written. */
  durationMs: milliseconds,
  /** In the order of their starts. Steps of `set-up/…` go side by side, inside `set-up`. */
  steps: z.array(
    z.strictObject({
      /** `set-up`, `set-up/staging`, `gathering/checkout-rush`, `judging` … */
      id: z.string(),
      startMs: milliseconds,
      durationMs: milliseconds,
      /** Of a gathering: how long the tool's own process lived. Absent when none was started. */
      processMs: milliseconds.optional(),
    }),
  ),
  /** Processor time. What could not be read is absent, never 0. */
  cpu: z.strictObject({
    /** The engine's own process, all its threads. */
    engineMs: milliseconds,
    /** What is asked while the run is set up: the tools' lists of what there is, versions, a build of k6. */
    inquiriesMs: milliseconds.optional(),
    supervisorMs: milliseconds.optional(),
    /** What else ran under the supervisor and was waited for: the tools, and a staging that the run started. */
    childrenMs: milliseconds.optional(),
  }),
});
export type Timings = z.infer<typeof timings>;
