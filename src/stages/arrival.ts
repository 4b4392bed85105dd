import type { ReasonCode } from '../records/check.js';
import { isRelease, type IdentityObservation, type RequestedRelease } from '../records/release.js';
import type { IdentityProbe } from './identity.js';

/** Why it makes no sense to measure now. */
export interface Obstacle {
  reasonCode: ReasonCode;
  message: string;
}

const everyMs = 2000;

/**
 * Looks at staging before anything is measured; with `waitMs`, until it runs the release on every look.
 * @returns all that was seen in the last round, and the obstacle, if there is one.
 */
export async function arrive(
  probe: IdentityProbe,
  requested: RequestedRelease,
  wait: { waitMs: number; stop: AbortSignal; say: (line: string) => void },
): Promise<{ observations: IdentityObservation[]; obstacle: Obstacle | undefined }> {
  const deadline = performance.now() + wait.waitMs;
  for (;;) {
    const observations = await probe.lookAround('before');
    const obstacle = obstacleIn(observations, requested);
    const leftMs = deadline - performance.now();
    if (obstacle === undefined || leftMs <= 0 || wait.stop.aborted) return { observations, obstacle };
    wait.say(`waiting for release ${requested.release}, ${Math.ceil(leftMs / 1000)} s left: ${obstacle.message}`);
    await new Promise((resolve) => setTimeout(resolve, Math.min(everyMs, leftMs)));
  }
}

function obstacleIn(observations: readonly IdentityObservation[], requested: RequestedRelease): Obstacle | undefined {
  for (const { result } of observations) {
    if (result.kind === 'unreachable')
      return { reasonCode: 'staging-unreachable', message: `Staging does not answer: ${result.message}.` };
    if (result.kind === 'refused')
      return { reasonCode: 'no-identity', message: `Staging does not say who it is: ${result.message}.` };
    if (!isRelease(result.identity, requested.release)) {
      const { version, commit } = result.identity;
      return {
        reasonCode: 'wrong-release',
        message: `Staging runs ${version} (${commit.slice(0, 12)}), not ${requested.release}, which ${requested.origin} asks for.`,
      };
    }
  }
  return undefined;
}
