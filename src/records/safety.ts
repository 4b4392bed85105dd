import { matchesPattern } from './pattern.js';
import type { Policy } from './policy.js';

/** Which release staging is: without it all else speaks of something else. */
const releaseIdentity = 'environment/release-identity';

/** A check that no waiver and no quarantine covers: the release identity, and what the policy names. */
export function isSafety(id: string, { waivers }: Pick<Policy, 'waivers'>): boolean {
  return id === releaseIdentity || waivers.never.some((pattern) => matchesPattern(id, pattern));
}
