import type { Profile } from '../../records/check.js';
import type { LoadScript } from '../../records/load-evidence.js';
import { readSaturation } from './definition.js';

/**
 * What a saturation script will do in a profile: its limits and how long it takes. Sends nothing.
 * @throws UsageError when it is not a saturation, or a limit can't be judged.
 */
export async function inspectAutocannon(options: {
  script: string;
  projectDir: string;
  profile: Profile;
}): Promise<LoadScript> {
  const { saturation, limits } = await readSaturation(options.projectDir, options.script);
  return {
    file: options.script,
    tool: 'autocannon',
    limits: limits.map(({ limit }) => limit),
    estimatedSeconds: saturation.seconds[options.profile],
    iterations: {},
    closedLoops: ['saturation'],
  };
}
