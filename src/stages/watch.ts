import { setTimeout } from 'node:timers/promises';
import type { HealthObservation, IdentityObservation } from '../records/release.js';
import type { IdentityProbe } from './identity.js';

/** What the watch writes down as it sees it. */
export interface Logbook {
  /** All of one look at once: the disk is waited for once. */
  write(identity: readonly IdentityObservation[], health: readonly HealthObservation[]): void;
}

/**
 * Looks at the release and at the third parties every four seconds while something is gathered, so that a deploy or an
 * outage in the middle is on record.
 * @returns a function that stops it and waits for a look under way.
 */
export function watch(
  identity: IdentityProbe,
  thirdParties: () => Promise<HealthObservation[]>,
  logbook: Logbook,
  everyMs = 4000,
): () => Promise<void> {
  const stopped = new AbortController();
  const watching = (async () => {
    while (!stopped.signal.aborted) {
      const [observation, healths] = await Promise.all([identity.look('during'), thirdParties()]);
      logbook.write([observation], healths);
      await pause(everyMs, stopped.signal);
    }
  })();
  return async () => {
    stopped.abort();
    await watching;
  };
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return setTimeout(ms, undefined, { signal }).catch(() => undefined);
}
