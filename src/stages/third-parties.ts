import type { HealthObservation } from '../records/release.js';
import type { Staging } from '../records/staging.js';
import { reasonOf } from './identity.js';

const timeoutMs = 3000;

/** Asks each third party's own health probe once, side by side. */
export function probeThirdParties(staging: Staging, userAgent: string): Promise<HealthObservation[]> {
  return Promise.all(
    Object.entries(staging.thirdParties).map(async ([thirdParty, { health }]) => {
      const at = new Date().toISOString();
      try {
        const answer = await fetch(health, {
          redirect: 'manual',
          signal: AbortSignal.timeout(timeoutMs),
          headers: { 'user-agent': userAgent, connection: 'close' },
        });
        await answer.body?.cancel();
        return { at, thirdParty, up: answer.ok, detail: `${health} answered ${answer.status}` };
      } catch (error) {
        return { at, thirdParty, up: false, detail: `${health}: ${reasonOf(error)}` };
      }
    }),
  );
}
