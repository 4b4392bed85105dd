import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Hono } from 'hono';
import { onStop, serve } from '../process.js';

/**
 * Stripe's own stripe-mock, which judges the shape of requests (it keeps no state). It takes Go and, once, a build: so
 * this part is up at once, builds meanwhile, and `GET /healthz` says where it stands. Nothing else waits for it.
 */
const project = new URL('../../../', import.meta.url);
const module = fileURLToPath(new URL('reference/stripe-mock/', project));
const buildLimitMs = 300_000;

type State = { status: 'building' } | { status: 'ok'; url: string } | { status: 'absent'; reason: string };
let state: State = { status: 'building' };
let child: ChildProcess | undefined;

/** The binary of this very go.sum, built if it is not in the cache. */
async function built(): Promise<string> {
  const sum = createHash('sha256')
    .update(await readFile(`${module}go.sum`))
    .digest('hex')
    .slice(0, 16);
  const cache = process.env['CACHE_FOLDER'] ?? fileURLToPath(new URL('.gonogo/cache', project));
  const binary = `${cache}/stripe-mock-${sum}`;
  if (existsSync(binary)) return binary;
  await mkdir(cache, { recursive: true });
  const draft = `${binary}.${process.pid}`;
  const go = process.env['GONOGO_GO'] ?? 'go';
  const options = {
    cwd: module,
    timeout: buildLimitMs,
    env: { ...process.env, GOFLAGS: '-mod=readonly -buildvcs=false' },
  };
  await promisify(execFile)(go, ['build', '-o', draft, 'github.com/stripe/stripe-mock'], options);
  await rename(draft, binary);
  return binary;
}

/** Starts it on free ports of loopback; without `-https-addr` it would open one on all interfaces. */
async function started(binary: string): Promise<string> {
  const free = '127.0.0.1:0';
  child = spawn(binary, ['-http-addr', free, '-https-addr', free], { stdio: ['ignore', 'pipe', 'inherit'] });
  child.once('exit', (code) => (state = { status: 'absent', reason: `stripe-mock ended with ${code}` }));
  if (!child.stdout) throw new Error('stripe-mock has no output to read its address from');
  for await (const line of createInterface(child.stdout)) {
    const [, address] = /HTTP at address: (\S+)/.exec(line) ?? [];
    if (address) return `http://${address}`;
  }
  throw new Error('stripe-mock ended before it listened');
}

const app = new Hono();
app.get('/healthz', (c) => c.json(state, state.status === 'ok' ? 200 : 503));
app.all('*', async (c) => {
  if (state.status !== 'ok') return c.json(state, 503);
  const { pathname, search } = new URL(c.req.url);
  const method = c.req.method;
  const headers = {
    authorization: c.req.header('authorization') ?? '',
    'content-type': c.req.header('content-type') ?? '',
  };
  const body = method === 'GET' ? undefined : await c.req.text();
  return fetch(`${state.url}${pathname}${search}`, { method, headers, body, redirect: 'manual' });
});
onStop(async () => {
  if (child?.exitCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  await gone;
});
await serve(app);

try {
  state = { status: 'ok', url: await started(await built()) };
} catch (error) {
  const said = error instanceof Error ? error.message : String(error);
  state = {
    status: 'absent',
    reason: `stripe-mock needs Go on the PATH (or GONOGO_GO) and, once, its modules: ${said}`,
  };
}
