import type { Profile } from '../../records/check.js';
import { egressArguments } from './egress.js';

export interface K6Run {
  binary: string;
  script: string;
  evidenceFile: string;
  profile: Profile;
  /** Parameters of the script, `__ENV.NAME`. */
  env: Record<string, string>;
  /** Hosts that requests may go to, loopback aside. */
  egress: readonly string[];
  /** The run's own temporary folder. */
  temp: string;
  /** All scenarios together; at so many it is stopped. */
  mostRequests: number;
}

// Nothing of a run leaves the machine, and k6 never replaces itself by a binary from elsewhere.
export const k6Environment: Record<string, string> = {
  K6_NO_USAGE_REPORT: 'true',
  K6_AUTO_EXTENSION_RESOLUTION: 'false',
};

/**
 * The k6 run that leaves `evidenceFile`. gonogo judges the limits: k6's own thresholds are off, which also keeps its
 * memory flat. Never with --vus, --duration or --iterations: they would replace the script's scenarios.
 */
export async function k6Command(run: K6Run): Promise<{ command: [string, ...string[]]; env: Record<string, string> }> {
  const parameters = { ...run.env, GONOGO_PROFILE: run.profile };
  return {
    command: [
      run.binary,
      'run',
      '--quiet',
      '--no-color',
      '--no-thresholds',
      '--summary-mode=disabled',
      '--out',
      `evidence=${run.evidenceFile}`,
      ...(await egressArguments(run.egress, run.temp)),
      ...parameterArguments(parameters),
      run.script,
    ],
    // Read by our output (load/xk6/cap.go): no parameter of the script.
    env: { ...k6Environment, GONOGO_MOST_REQUESTS: `${run.mostRequests}` },
  };
}

/** `-e NAME=value` for each. */
export function parameterArguments(parameters: Record<string, string>): string[] {
  return Object.entries(parameters).flatMap(([name, value]) => ['-e', `${name}=${value}`]);
}
