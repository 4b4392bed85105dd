import type { Profile } from '../records/check.js';
import type { LoadScript } from '../records/load-evidence.js';
import type { NotChecked, PlannedCheck } from '../records/plan.js';
import { steadyCheck, stemOf } from '../records/load-check.js';
import type { Policy } from '../records/policy.js';
import { UsageError } from '../records/usage-error.js';
import { leastNoise, secondsToProve } from '../statistics/growth.js';
import { scriptNamed } from './script-named.js';

export interface SteadyAsked {
  policy: Pick<Policy, 'steady'>;
  profile: Profile;
  /** All load scripts, as this profile has them. */
  scripts: readonly LoadScript[];
  /** Where the policy names its nth: `policy.yaml, line 7: steady[1]`. */
  placeOf: (at: number) => string;
}

/**
 * What may not grow while a script's load lasts: measured by the script's own run in profile full. A run that is too short
 * to prove it of anything is not asked to.
 * @throws UsageError for a script that is not there, a metric that is no gauge, or one of a script twice
 */
export function steadyChecks({ policy, profile, scripts, placeOf }: SteadyAsked): {
  checks: PlannedCheck[];
  notChecked: NotChecked[];
} {
  const checks: PlannedCheck[] = [];
  const notChecked: NotChecked[] = [];
  for (const [at, asked] of policy.steady.entries()) {
    const { script: file, of: metric, atMostPercentPerHour } = asked;
    const place = placeOf(at);
    if (policy.steady.findIndex((other) => other.script === file && other.of === metric) < at)
      throw new UsageError(`${place}: ${metric} of ${file} is named above. Keep one.`);
    const script = scriptNamed(asked, scripts, place, 'k6');
    refuseNoGauge(metric, place);
    const id = steadyCheck(asked);
    const why =
      profile === 'full' ? tooShort(script, atMostPercentPerHour) : 'profile full alone watches what may grow';
    if (why !== undefined) {
      notChecked.push({ check: id, why });
      continue;
    }
    checks.push({
      id,
      title: `${stemOf(file)}: ${metric} grows by at most ${atMostPercentPerHour} % an hour`,
      ...{ stage: 'load', tier: 'blocking', thirdParties: [] },
      source: { kind: 'steady', file, tool: 'k6', metric, atMostPercentPerHour },
    });
  }
  return { checks, notChecked };
}

/** What only ever rises grows in the soundest staging. */
function refuseNoGauge(metric: string, place: string): void {
  if (/_(total|count|sum|bucket)(\{|$)/.test(metric))
    throw new UsageError(`${place}: ${metric} is a counter by its name, and counters always rise. Name a gauge.`);
  if (metric !== 'http_req_duration' && /^(http_req_|http_reqs|iteration)/.test(metric))
    throw new UsageError(
      `${place}: of k6's own figures http_req_duration alone is known by the second, not ${metric}. Name that, or a gauge of staging's metrics.`,
    );
}

function tooShort({ file, estimatedSeconds }: LoadScript, atMostPercentPerHour: number): string | undefined {
  const seconds = secondsToProve(atMostPercentPerHour / 100);
  if (estimatedSeconds >= seconds) return undefined;
  return (
    `${file} sends for ${estimatedSeconds} s, and to prove ${atMostPercentPerHour} % an hour of what hardly varies ` +
    `(${100 * leastNoise} % from batch to batch) takes at least ${Math.ceil(seconds)} s: docs/guides/soak.md`
  );
}
