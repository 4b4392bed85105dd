import { z } from 'zod';
import { checkId, reasonCode } from './check.js';

/** Something that makes evidence unfit for a GO: of one check, or of the whole run. */
export const problem = z.strictObject({
  check: z.union([z.literal('run'), checkId]),
  reasonCode,
  message: z.string(),
});
export type Problem = z.infer<typeof problem>;
