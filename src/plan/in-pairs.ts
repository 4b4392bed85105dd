import type { Profile } from '../records/check.js';
import type { LoadScript } from '../records/load-evidence.js';
import { mostPairs } from '../statistics/looks.js';

/** What runs beside this release: the one before, or the same one once more. */
export type Beside = 'previous' | 'itself';

/** Load scripts as they are run for two stagings in turn. */
export interface InPairs {
  profile: Profile;
  scripts: LoadScript[];
}

/** Each pair is two runs; the first pair warms both up, and does not count: what has just been started is slow at first. */
export const mostRunsInPairs = 2 * (1 + mostPairs);

/**
 * The profile whose load is run for two stagings in turn; undefined: nothing is. Twenty runs as profile full has them would
 * take hours; those of smoke give a first impression of the noise, and decide nothing.
 */
export function profileInPairs(
  { profile, aa }: { profile: Profile; aa?: true },
  hasPrevious: boolean,
): Profile | undefined {
  if (aa === true) return profile === 'smoke' ? 'smoke' : 'standard';
  return profile === 'full' && hasPrevious ? 'standard' : undefined;
}
