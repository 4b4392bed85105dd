import type { Profile } from '../records/check.js';
import type { LoadScript } from '../records/load-evidence.js';

/** Load scripts as they are run for two stagings in turn. */
export interface InPairs {
  profile: Profile;
  scripts: LoadScript[];
}

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
