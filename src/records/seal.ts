import { z } from 'zod';
import { checkId } from './check.js';
import { problem } from './problem.js';
import { healthObservation, identityObservation } from './release.js';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** A line of `evidence/*.jsonl`: what it says, and the sha256 of the canonical JSON of that. */
export const evidenceLine = z.strictObject({ record: z.unknown(), sha256 });

/** What was seen beside the checks while the run lasted. */
export const observation = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('identity'), identity: identityObservation }),
  z.strictObject({ kind: z.literal('health'), health: healthObservation }),
]);
export type Observation = z.infer<typeof observation>;

/** Facts of the run that its verdict says again. */
export const runFacts = z.strictObject({
  /** What is released. */
  name: z.string(),
  startedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime(),
  /** From a monotonic clock. */
  durationMs: z.number().nonnegative(),
  /** Staging can't say who it is: the config said so for it. */
  identityDeclared: z.boolean(),
});
export type RunFacts = z.infer<typeof runFacts>;

/**
 * `evidence/seal.json`, written when gathering is over: what there was, so that whatever is gone, changed or added
 * afterwards is seen. A run without one did not come to its end.
 */
export const seal = z.strictObject({
  schemaVersion: z.literal(1),
  runId: z.string(),
  /** sha256 of the plan's canonical JSON. */
  plan: sha256,
  /** Each check's record. */
  checks: z.record(checkId, sha256),
  /** Of the observations' digests, sorted. */
  observations: sha256,
  problems: z.array(problem),
  facts: runFacts,
});
export type Seal = z.infer<typeof seal>;
