import { z } from 'zod';

/**
 * Requests of a load script that never left, because of the script alone: to a host that the run does not allow, or to
 * no address. They say nothing about the target, and are in no other figure. One that an answer of the target may have
 * caused, by a redirect, is none of these.
 */
export const unsentRequests = z.strictObject({
  requests: z.int().nonnegative(),
  /** Hosts, or what was given for an address; the first few. */
  to: z.array(z.string()),
});
