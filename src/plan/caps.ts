import type { Config } from '../records/config.js';
import type { LoadScript } from '../records/load-evidence.js';
import type { Gathering } from '../records/plan.js';
import { UsageError } from '../records/usage-error.js';

/**
 * Holds the plan to what load may do to this staging.
 * @throws UsageError naming what is over its cap, and where the cap is set.
 */
export function refuseOverCaps(
  caps: Config['caps'],
  plan: { gatherings: readonly Gathering[]; scripts: readonly LoadScript[] },
): void {
  for (const { file, peakRate } of plan.scripts) {
    if (peakRate !== undefined && peakRate > caps.requestsPerSecond) {
      throw over(file, `starts ${peakRate} iterations a second`, 'requestsPerSecond', caps.requestsPerSecond);
    }
  }
  const requests = requestsOf(plan.gatherings);
  if (requests > caps.requests) throw over('The plan', `sends about ${requests} requests`, 'requests', caps.requests);
  const minutes = plan.gatherings.reduce((sum, { estimatedSeconds }) => sum + estimatedSeconds, 0) / 60;
  if (minutes > caps.minutes)
    throw over('The plan', `takes about ${Math.ceil(minutes)} minutes`, 'minutes', caps.minutes);
}

/**
 * The most that a load script may send: what is estimated of it, and an even part of what all estimates leave of
 * caps.requests. How fast a closed loop is answered, and how many requests an iteration makes, is known afterwards only.
 */
export function mostRequestsOf(
  { estimatedRequests }: Gathering,
  caps: Config['caps'],
  gatherings: readonly Gathering[],
): number {
  const scripts = gatherings.filter(({ tool }) => tool === 'autocannon' || tool === 'k6').length;
  return estimatedRequests + Math.floor((caps.requests - requestsOf(gatherings)) / scripts);
}

function requestsOf(gatherings: readonly Gathering[]): number {
  return gatherings.reduce((sum, { estimatedRequests }) => sum + estimatedRequests, 0);
}

function over(what: string, does: string, cap: keyof Config['caps'], value: number): UsageError {
  return new UsageError(
    `${what} ${does}; caps.${cap} of staging.config.ts allows ${value}. Raise the cap if staging may take it, or send less.`,
  );
}
