import type { HealthObservation } from '../records/release.js';
import type { Staging } from '../records/staging.js';
import { ask } from './ask.js';

const limitMs = 3000;

/** Asks each third party's own health probe once, side by side. */
export function probeThirdParties(staging: Staging, userAgent: string): Promise<HealthObservation[]> {
  return Promise.all(
    Object.entries(staging.thirdParties).map(async ([thirdParty, { health }]) => {
      const at = new Date().toISOString();
      try {
        const { status } = await ask(health, { 'user-agent': userAgent }, limitMs);
        return { at, thirdParty, up: status >= 200 && status < 300, detail: `${health} answered ${status}` };
      } catch (error) {
        return {
          at,
          thirdParty,
          up: false,
          detail: `${health}: ${error instanceof Error ? error.message : String(error)}`,
        };
      }
    }),
  );
}
