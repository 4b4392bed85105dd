import { z } from 'zod';

/** The environment variable that tells load tools which limits to count besides their script's own, as JSON. */
export const furtherLimitsVariable = 'GONOGO_FURTHER_LIMITS';

/** Limits that policy.yaml makes tighter: counted at their own edge, since no count at another one says how many. */
export const furtherLimits = z.array(
  z.strictObject({
    /** A threshold's key, `http_req_duration{name:pay}`. */
    metric: z.string().min(1),
    expression: z.string().min(1),
  }),
);
export type FurtherLimits = z.infer<typeof furtherLimits>;
