import { z } from 'zod';
import { limit } from './limit.js';
import { unsentRequests } from './unsent-requests.js';

const block = z.strictObject({ samples: z.int().nonnegative(), beyond: z.int().nonnegative() });

/**
 * What a load tool leaves: written by the k6 extension (`--out evidence=<file>`) and by the autocannon runner, in one
 * shape, so that one judge reads both. Times in milliseconds.
 */
export const loadEvidence = z.strictObject({
  schemaVersion: z.literal(1),
  tool: z.enum(['k6', 'autocannon']),
  toolVersion: z.string(),
  runId: z.string(),
  /** Path as it was given, and its bytes' sha256. */
  script: z.strictObject({ path: z.string(), sha256: z.string() }),
  startedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime(),
  /** False until the tool has written to its end: a killed tool leaves its last checkpoint. */
  complete: z.boolean(),
  iterations: z.int().nonnegative(),
  threw: z.int().nonnegative(),
  droppedIterations: z.int().nonnegative(),
  /** Iterations that were cut off while they waited: of their last request there is no sample. */
  interruptedIterations: z.int().nonnegative(),
  requests: z.int().nonnegative(),
  unsent: unsentRequests,
  /** One entry per limit of the script; exact counts. */
  limits: z.array(
    z.strictObject({
      /** The threshold's key as the script wrote it, `http_req_duration{name:pay}`. */
      metric: z.string(),
      expression: z.string(),
      samples: z.int().nonnegative(),
      beyond: z.int().nonnegative(),
      sum: z.number(),
      /** The statistic of the expression, for people. */
      observed: z.number().optional(),
      /** By second from the start. */
      blocks: z.array(block),
    }),
  ),
  /** Per step name: what a report's table shows. */
  series: z.array(
    z.strictObject({
      name: z.string(),
      requests: z.int().nonnegative(),
      failed: z.int().nonnegative(),
      medianMs: z.number().nonnegative().optional(),
      p95Ms: z.number().nonnegative().optional(),
      maxMs: z.number().nonnegative().optional(),
    }),
  ),
});
export type LoadEvidence = z.infer<typeof loadEvidence>;

/** What a load script will do in a profile, read without sending anything. */
export const loadScript = z.strictObject({
  file: z.string(),
  tool: z.enum(['k6', 'autocannon']),
  limits: z.array(limit).min(1),
  estimatedSeconds: z.number().positive(),
  /** Iterations by scenario: what a limit's expected number of samples is reckoned from. Without closed loops. */
  iterations: z.record(z.string(), z.int().nonnegative()),
  /** Scenarios that send as fast as they are answered: nobody knows how many iterations beforehand. */
  closedLoops: z.array(z.string()).optional(),
  /** Peak of iterations per second; closed loops: undefined. */
  peakRate: z.number().positive().optional(),
});
export type LoadScript = z.infer<typeof loadScript>;
