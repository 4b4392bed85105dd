import type { Tier } from './check.js';
import { matchesPattern } from './pattern.js';
import type { Policy } from './policy.js';

/** Does this check decide? The first pattern that matches its id says so; none: it does. */
export function tierOf(id: string, policy: Pick<Policy, 'tiers'>): Tier {
  const match = policy.tiers.find(({ checks }) => matchesPattern(id, checks));
  return match === undefined ? 'blocking' : match.tier;
}
