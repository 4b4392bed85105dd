import { matchesPattern } from './pattern.js';
import type { Policy } from './policy.js';

/** The check of which release staging is: without it all else speaks of something else. */
export const identityCheckId = 'environment/release-identity';

/** A check that no waiver and no quarantine covers: the release identity, and what the policy names. */
export function isSafety(id: string, { waivers }: Pick<Policy, 'waivers'>): boolean {
  return id === identityCheckId || waivers.never.some((pattern) => matchesPattern(id, pattern));
}
