import autocannon from 'autocannon';
import type { EventEmitter } from 'node:events';
import type { Saturation } from '../../records/saturation.js';
import type { Recorder } from './recorder.js';

export interface Saturate {
  saturation: Saturation;
  url: string;
  seconds: number;
  /** The most that may be sent. At least as many as there are connections. */
  requests: number;
  headers: Record<string, string>;
  recorder: Recorder;
  stop: AbortSignal;
}

export interface Saturated {
  /** `capped`: all requests that may be sent were sent before the time was over. */
  ending: 'through' | 'capped' | 'gave-up' | 'interrupted';
  /** Requests that got no connection from a target that never answered at all: these are no measurement. */
  refused: number;
  /** What the script's own check broke with, at first. */
  exception?: Error;
}

/** autocannon's client of one connection: it ends instead of sending once it has made `responseMax` requests. */
type Client = EventEmitter & { reqsMade: number; responseMax: number | undefined };

// An answer that takes longer is a failed request of this duration.
const timeoutSeconds = 10;
// A target that takes no connection is not hammered for the rest of the time.
const errorsInARow = 100;

/**
 * Sends until the time is over, as fast as answers come, and then waits for the last ones: cut off, a target that hangs
 * would leave only its fast answers. Requests are timed here: autocannon takes one lost on a broken connection for the
 * next one's start, and says nothing of a connection that the target closed.
 */
export async function saturate(options: Saturate): Promise<Saturated> {
  const { saturation, url, seconds, requests, headers, recorder, stop } = options;
  const startedAt = performance.now();
  const clients = new Set<Client>();
  const inFlight = new Map<object, number>();
  let exception: Error | undefined;
  const isRight = bodyCheck(saturation.expectBody, (error) => {
    exception ??= error;
    recorder.noteException();
  });
  const refused: (() => void)[] = [];
  let received: { durationMs: number; status: number } | undefined;
  let ending: Saturated['ending'] = 'through';
  let answered = false as boolean;
  let made = 0;
  let errorsSinceAnswer = 0;

  const add = (durationMs: number, answer: { answered: boolean; failed: boolean }, at = performance.now()): void =>
    recorder.add({ durationMs, ...answer, secondsSinceStart: (at - startedAt) / 1000 });

  /** Whatever this connection had sent will get no answer. */
  const lost = (client: object): void => {
    const sentAt = inFlight.get(client);
    inFlight.delete(client);
    // An interruption loses what was in flight: the target had no part in it.
    if (sentAt === undefined || ending === 'interrupted') return;
    const now = performance.now();
    const note = (): void => add(now - sentAt, { answered: false, failed: true }, now);
    if (answered || now - sentAt > timeoutSeconds * 950) note();
    else refused.push(note);
  };

  const windDown = (why: Saturated['ending']): void => {
    if (ending === 'through') ending = why;
    for (const client of clients) client.responseMax = Math.max(1, client.reqsMade);
  };

  /** A connection holds one request: another one before its answer means that it was lost or timed out. */
  const sent = (client: object): void => {
    lost(client);
    inFlight.set(client, performance.now());
    made += 1;
    if (made >= requests) windDown('capped');
  };

  const timeIsOver = setTimeout(() => windDown('through'), seconds * 1000);
  await new Promise<void>((resolve, reject) => {
    const instance = autocannon(
      {
        url,
        method: saturation.method,
        headers: { ...saturation.headers, ...headers },
        ...(saturation.body === undefined ? {} : { body: saturation.body }),
        connections: saturation.connections,
        duration: seconds + timeoutSeconds + 2,
        timeout: timeoutSeconds,
        setupClient: (given) => {
          const client = given as unknown as Client;
          clients.add(client);
          client.on('request', () => sent(client));
          client.on('done', () => lost(client));
        },
        // Called for each answer, right after its 'response' event: only here the body is known.
        verifyBody: (body) => {
          if (received === undefined) return true;
          const { durationMs, status } = received;
          received = undefined;
          const isGood = status >= 200 && status <= 299 && isRight(String(body));
          add(durationMs, { answered: true, failed: !isGood });
          return isGood;
        },
      },
      (error: Error | null | undefined) => (error ? reject(error) : resolve()),
    );
    instance.on('response', (client, status) => {
      const sentAt = inFlight.get(client);
      inFlight.delete(client);
      // It does answer: what it refused before is a failure like any other.
      answered = true;
      refused.splice(0).forEach((note) => note());
      errorsSinceAnswer = 0;
      received = sentAt === undefined ? undefined : { durationMs: performance.now() - sentAt, status };
    });
    instance.on('reqError', () => {
      errorsSinceAnswer += 1;
      if (errorsSinceAnswer >= errorsInARow) windDown('gave-up');
    });
    const interrupt = (): void => {
      ending = 'interrupted';
      instance.stop();
    };
    if (stop.aborted) interrupt();
    stop.addEventListener('abort', interrupt, { once: true });
  }).finally(() => clearTimeout(timeIsOver));
  return { ending, refused: refused.length, ...(exception === undefined ? {} : { exception }) };
}

/**
 * A check that throws (on a page of HTML where JSON was due) says that the body is wrong. One that uses a name which is
 * nowhere defined says nothing, whatever the body: that is its own mistake.
 */
function bodyCheck(
  expected: Saturation['expectBody'],
  noteMistake: (error: ReferenceError) => void,
): (body: string) => boolean {
  if (typeof expected === 'string') return (body) => body.includes(expected);
  return (body) => {
    try {
      return expected(body);
    } catch (error) {
      if (!(error instanceof ReferenceError)) return false;
      noteMistake(error);
      return true;
    }
  };
}
