import { matchesPattern } from '../records/pattern.js';
import type { Policy } from '../records/policy.js';

/** What of a policy gives a check its tier, in words: the first pattern that matches its id. */
export function tierRule(id: string, { tiers }: Policy): string {
  const at = tiers.findIndex(({ checks }) => matchesPattern(id, checks));
  const rule = tiers[at];
  return rule === undefined ? 'no tier matches it, so it is blocking' : `tiers[${at}] (${rule.checks}: ${rule.tier})`;
}
