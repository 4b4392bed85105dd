import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import type { Hono, Env, Schema } from 'hono';

/** What a reference process does last: close pools, stop workers. Each has a share of `stopLimitMs`. */
type StopStep = () => unknown;

const stopLimitMs = 5_000;
const stopSteps: StopStep[] = [];
let stopping = false;

/** Adds a step to the way out; steps run in reverse order, so that what was opened last closes first. */
export function onStop(step: StopStep): void {
  stopSteps.push(step);
}

/**
 * Serves a Hono app on 127.0.0.1 (`PORT`, else a free port), says so to the parent and returns the URL without a
 * trailing slash. `facts` join the ready message: `{ ready: true, url, ...facts }`.
 */
export async function serve<E extends Env, S extends Schema, B extends string>(
  app: Hono<E, S, B>,
  facts: Record<string, string> = {},
): Promise<string> {
  const answer = getRequestListener((request, env) => app.fetch(request, env));
  const url = await listen((incoming, outgoing) => void answer(incoming, outgoing));
  announce(url, facts);
  return url;
}

/** Listens without announcing, for those who must know their own URL before they can answer (an OpenID issuer). */
export async function listen(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  // Longer than any caller keeps an idle connection: else a request may meet one that is just being closed.
  server.keepAliveTimeout = 65_000;
  await new Promise<void>((done, fail) => {
    server.once('error', fail);
    server.listen(Number(process.env['PORT'] ?? '0'), '127.0.0.1', done);
  });
  onStop(() => close(server));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Tells the parent (or, run by hand, the terminal) that this process is up. */
export function announce(url: string, facts: Record<string, string> = {}): void {
  const ready = { ready: true, url, ...facts };
  if (process.send) process.send(ready);
  else console.log(JSON.stringify(ready));
}

/** The value of a variable that this process can't do without. */
export function required(name: string): string {
  const value = process.env[name];
  if (!value)
    throw new Error(`${process.argv[1]}: the environment variable ${name} is not set; reference/start sets it`);
  return value;
}

// From the first moment on: a parent may die, or be told to stop, before we are up.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop());
process.on('disconnect', () => void stop());

async function stop(): Promise<void> {
  if (stopping) return;
  stopping = true;
  // A step that hangs must not keep a process that nobody watches any more.
  setTimeout(() => process.exit(1), stopLimitMs).unref();
  for (const step of stopSteps.toReversed()) {
    await (async () => step())().catch((error: unknown) => console.error('while stopping:', error));
  }
  process.exit(0);
}

function close(server: Server): Promise<void> {
  return new Promise((done) => {
    server.close(() => done());
    server.closeAllConnections();
  });
}
