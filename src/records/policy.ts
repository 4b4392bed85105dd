import { z } from 'zod';
import { checkId, tier } from './check.js';

/** `policy.yaml`: what decides. Data, not code, so that production can pin its digest. */
export const policy = z.strictObject({
  version: z.literal(1),
  /** The first pattern that matches a check's id gives its tier; none: blocking. `*` stays inside a part, `**` does not. */
  tiers: z.array(z.strictObject({ checks: z.string().min(1), tier })).default([]),
  /** Checks that must be in every plan: one that was deleted or renamed is `missing`, not silence. */
  required: z.array(checkId).default([]),
  /** How many blocking checks may be flaky in a GO. */
  flakeBudget: z.int().nonnegative().default(0),
  /** How often a test is tried: 2 sees a flake, 1 does not retry. */
  attempts: z.int().min(1).max(5).default(2),
  /** Evidence older than this when judged is `stale`, in hours. */
  evidenceMaxAgeHours: z.number().positive().default(24),
});
export type Policy = z.infer<typeof policy>;
