import autocannon from 'autocannon';
import type { EventEmitter } from 'node:events';
import type { Saturation } from '../../records/saturation.js';
import type { Recorder } from './recorder.js';

export interface Saturate {
  saturation: Saturation;
  url: string;
  seconds: number;
  headers: Record<string, string>;
  recorder: Recorder;
  stop: AbortSignal;
}

// An answer that takes longer is a failed request of this duration.
const timeoutSeconds = 10;
// A target that takes no connection is not hammered for the rest of the time.
const errorsInARow = 100;

/**
 * Sends until the time is over, as fast as answers come. Requests are timed here: autocannon takes one lost on a broken
 * connection for the next one's start, and says nothing of a connection that the target closed.
 * @returns how many requests were refused while nothing had been answered yet: these are no measurement.
 */
export async function saturate({
  saturation,
  url,
  seconds,
  headers,
  recorder,
  stop,
}: Saturate): Promise<{ refused: number }> {
  const startedAt = performance.now();
  const inFlight = new Map<object, number>();
  const isRight = bodyCheck(saturation.expectBody);
  let received: { durationMs: number; status: number } | undefined;
  let answered = false as boolean;
  let refused = 0;
  let errorsSinceAnswer = 0;

  const add = (durationMs: number | undefined, failed: boolean): void =>
    recorder.add({ durationMs, failed, secondsSinceStart: (performance.now() - startedAt) / 1000 });

  /** A connection holds one request: another one before its answer means that it was lost or timed out. */
  const sent = (client: object): void => {
    const now = performance.now();
    const before = inFlight.get(client);
    inFlight.set(client, now);
    if (before === undefined) return;
    const hasTimedOut = now - before > timeoutSeconds * 950;
    if (hasTimedOut) add(now - before, true);
    else if (answered) add(undefined, true);
    else refused += 1;
  };

  await new Promise<void>((resolve, reject) => {
    const instance = autocannon(
      {
        url,
        method: saturation.method,
        headers: { ...saturation.headers, ...headers },
        ...(saturation.body === undefined ? {} : { body: saturation.body }),
        connections: saturation.connections,
        duration: seconds,
        timeout: timeoutSeconds,
        setupClient: (client) => void (client as unknown as EventEmitter).on('request', () => sent(client)),
        // Called for each answer, right after its 'response' event: only here the body is known.
        verifyBody: (body) => {
          if (received === undefined) return true;
          const { durationMs, status } = received;
          received = undefined;
          const isGood = status >= 200 && status <= 299 && isRight(String(body));
          add(durationMs, !isGood);
          return isGood;
        },
      },
      (error: Error | null | undefined) => (error ? reject(error) : resolve()),
    );
    const end = (): void => instance.stop();
    instance.on('response', (client, status) => {
      const sentAt = inFlight.get(client);
      inFlight.delete(client);
      answered = true;
      errorsSinceAnswer = 0;
      received = sentAt === undefined ? undefined : { durationMs: performance.now() - sentAt, status };
    });
    instance.on('reqError', () => {
      errorsSinceAnswer += 1;
      if (errorsSinceAnswer >= errorsInARow) end();
    });
    if (stop.aborted) end();
    stop.addEventListener('abort', end, { once: true });
  });
  const endedAt = performance.now();
  if (answered)
    for (const sentAt of inFlight.values()) recorder.addUnanswered(endedAt - sentAt, (endedAt - startedAt) / 1000);
  return { refused };
}

/** A check that throws (on a page of HTML where JSON was due) says that the body is wrong. */
function bodyCheck(expected: Saturation['expectBody']): (body: string) => boolean {
  if (typeof expected === 'string') return (body) => body.includes(expected);
  return (body) => {
    try {
      return expected(body);
    } catch {
      return false;
    }
  };
}
