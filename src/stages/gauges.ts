import { setTimeout } from 'node:timers/promises';
import { SetupError } from '../records/setup-error.js';
import type { Staging } from '../records/staging.js';
import { readMetrics, type Reading } from './metrics.js';

/** What the metrics of staging read while something was measured. */
export interface Watched {
  /** In the order of time, each of the same processes; `atMs` since 1970. */
  readings: { atMs: number; reading: Reading }[];
  /** Why nothing was read from some moment on. */
  trouble: SetupError | undefined;
}

/** One answer may get lost under load; several in a row are a staging that does not tell. */
const triesEach = 3;
const pauseMs = 1000;

/**
 * Reads metrics of staging again and again, until it is stopped, they do not answer any more, or a process went or came.
 * @returns a function that stops it, waits for a reading under way, and says what was read
 */
export function watchMetrics(
  staging: Staging,
  names: readonly string[],
  userAgent: string,
  everyMs: number,
): () => Promise<Watched> {
  const stopped = new AbortController();
  const isStopped = (): boolean => stopped.signal.aborted;
  const began = performance.now();
  const watched: Watched = { readings: [], trouble: undefined };
  const since = (): string => `after ${Math.round((performance.now() - began) / 1000)} s of watching`;
  const readOnce = async (): Promise<Reading | SetupError> => {
    for (let tries = 1; ; tries += 1) {
      const reading = await readMetrics(staging, names, userAgent).catch(expected);
      if (!(reading instanceof SetupError) || tries === triesEach || isStopped()) return reading;
      await pause(pauseMs, stopped.signal);
    }
  };
  const watching = (async () => {
    while (!isStopped()) {
      const due = performance.now() + everyMs;
      const reading = await readOnce();
      if (reading instanceof SetupError) {
        // Was it the last one, nobody knows whether another try would have been answered: a hole is for the judge to see.
        if (isStopped()) return;
        const { message, reasonCode, attribution } = reading;
        watched.trouble = new SetupError(`${message} That was ${since()}.`, reasonCode, attribution);
        return;
      }
      const first = watched.readings[0]?.reading;
      const gone = first && [...first.keys()].find((process) => !reading.has(process));
      if (gone !== undefined) {
        const message = `The process with ${gone} is gone ${since()}: it was restarted, or there are more than \`metrics.processes\` of the staging record says.`;
        watched.trouble = new SetupError(message, 'no-evidence', 'environment');
        return;
      }
      watched.readings.push({ atMs: Date.now(), reading });
      await pause(due - performance.now(), stopped.signal);
    }
  })();
  // Until it is waited for.
  watching.catch(() => undefined);
  return async () => {
    stopped.abort();
    await watching;
    return watched;
  };
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return setTimeout(Math.max(0, ms), undefined, { signal }).catch(() => undefined);
}

function expected(error: unknown): SetupError {
  if (error instanceof SetupError) return error;
  throw error;
}
