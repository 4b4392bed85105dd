import { z } from 'zod';
import { attempt, finding } from './evidence.js';

/**
 * What the Playwright reporter appends, a JSON line at a time, so that a killed runner leaves what it had seen.
 * Whole only with a `begin` first, an `end` last and as many `attempt` lines as `end` counts.
 */
export const testStreamLine = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('begin'), at: z.iso.datetime(), runId: z.string(), tests: z.int().nonnegative() }),
  z.strictObject({
    type: z.literal('attempt'),
    at: z.iso.datetime(),
    /** Relative to the project's folder, with forward slashes. */
    file: z.string(),
    line: z.int(),
    project: z.string(),
    /** The title path inside the file, joined with ` › `. */
    title: z.string(),
    expectedStatus: z.enum(['passed', 'failed', 'skipped', 'timedOut', 'interrupted']),
    retry: z.int().nonnegative(),
    skipReason: z.string().optional(),
    attempt,
    /** What derived fixtures measured during this attempt. A tag without an entry was not measured. */
    derived: z.array(
      z.strictObject({
        tag: z.enum(['@accessible', '@clean-console']),
        pages: z.int().nonnegative(),
        findings: z.array(finding),
      }),
    ),
  }),
  z.strictObject({
    type: z.literal('end'),
    at: z.iso.datetime(),
    status: z.enum(['passed', 'failed', 'timedout', 'interrupted']),
    attempts: z.int().nonnegative(),
    /** Errors outside tests: a config, a file that does not load, a web server. */
    errors: z.array(z.string()),
  }),
]);
export type TestStreamLine = z.infer<typeof testStreamLine>;
