import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { until } from './until.js';

/** The release that the tiny shop runs, unless a test says otherwise. */
export const RELEASE = '1.0.0';

export interface Shop {
  url: string;
  /** Every request as it came, `GET /path?query`. */
  requests: string[];
  /** After how many milliseconds `/slow` answers; 150 at first. */
  slowMs: number;
  /** What an answer of `/slow` costs: of `/metrics` the counters `work_seconds_total` and `process_cpu_seconds_total` rise by so much; 0.002 at first. */
  slowCostS: number;
  /** What `/crowded` does while others wait for `/slow`: how long it takes, or that it fails. Nothing at first. */
  crowded: { ms: number } | 'fails';
  /** What it holds on to of each answer of `/slow`: the gauge `held_bytes` of `/metrics`, a million at first, grows by it. None at first. */
  heldBytesEach: number;
  /** What `/metrics` answers with; 200 at first. */
  metricsStatus: number;
  /** Resolves when a request for this path has come. */
  asked(path: string): Promise<void>;
  stop(): Promise<void>;
}

export interface ShopOptions {
  version?: string;
  commit?: string;
  /** Of its artifact, `sha256:…`; left out, it does not say. */
  digest?: string;
  /** The login wall. */
  password?: string;
  /** Where `/away` redirects to. */
  away?: string;
}

/**
 * A shop of one page: `/` with the heading "Tiny shop", `/release.json`, `/broken` (500), `/away` (a redirect),
 * `/flaky` (fails every other time), `/slow` (takes its time), `/crowded` (is not itself while others wait for that),
 * `/blocking` (keeps the whole shop waiting for 300 ms), `/metrics` (what its work was, and what it holds), `/till` (serves one
 * after the other, each for 20 ms: at most fifty a second) and `/hang`, which never answers.
 */
export async function openShop(options: ShopOptions = {}): Promise<Shop> {
  const requests: string[] = [];
  let turns = 0;
  let workS = 0;
  let heldBytes = 1_000_000;
  let queue = Promise.resolve();
  let waiting = 0;
  const pages: Record<string, (response: ServerResponse) => void> = {
    '/': (response) => html(response, 200, '<h1>Tiny shop</h1>'),
    '/release.json': (response) =>
      json(response, {
        version: options.version ?? RELEASE,
        commit: options.commit ?? 'c0ffee1',
        digest: options.digest,
        replica: '1',
      }),
    '/robots.txt': (response) => html(response, 200, 'User-agent: *\nDisallow: /'),
    '/broken': (response) => html(response, 500, '<h1>Broken</h1>'),
    '/away': (response) => void response.writeHead(302, { location: options.away ?? '/' }).end(),
    '/flaky': (response) => html(response, (turns += 1) % 2 === 1 ? 500 : 200, '<h1>Flaky</h1>'),
    '/slow': (response) => {
      workS += shop.slowCostS;
      heldBytes += shop.heldBytesEach;
      waiting += 1;
      response.once('close', () => (waiting -= 1));
      setTimeout(() => html(response, 200, '<h1>Slow</h1>'), shop.slowMs);
    },
    '/crowded': (response) => {
      const { crowded } = shop;
      if (waiting < 2) html(response, 200, '<h1>Room</h1>');
      else if (crowded === 'fails') html(response, 503, '<h1>Come back later</h1>');
      else setTimeout(() => html(response, 200, '<h1>Room</h1>'), crowded.ms);
    },
    '/metrics': (response) => {
      const lines = [`work_seconds_total ${workS}`, `process_cpu_seconds_total ${workS}`, `held_bytes ${heldBytes}`];
      const started = `process_start_time_seconds ${performance.timeOrigin / 1000}`;
      response.writeHead(shop.metricsStatus).end(`${[...lines, started].join('\n')}\n`);
    },
    '/blocking': (response) => {
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 300);
      html(response, 200, '<h1>Blocking</h1>');
    },
    '/till': (response) => {
      queue = queue.then(() => pause(20)).then(() => html(response, 200, '<h1>Paid</h1>'));
    },
    '/hang': () => undefined,
  };
  const server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`);
    if (!letIn(request, options.password)) {
      response.writeHead(401, { 'www-authenticate': 'Basic realm="staging"' }).end();
      return;
    }
    const page = pages[new URL(request.url ?? '/', 'http://shop').pathname];
    if (page === undefined) html(response, 404, '<h1>Nothing here</h1>');
    else page(response);
  });
  const shop: Shop = {
    url: `http://127.0.0.1:${await listen(server)}`,
    requests,
    slowMs: 150,
    slowCostS: 0.002,
    crowded: { ms: 0 },
    heldBytesEach: 0,
    metricsStatus: 200,
    asked: (path) => until(`a request for ${path}`, 60_000, () => requests.some((line) => line.includes(` ${path}`))),
    stop: () => close(server),
  };
  return shop;
}

function letIn(request: IncomingMessage, password: string | undefined): boolean {
  if (password === undefined) return true;
  return request.headers.authorization === `Basic ${Buffer.from(`staff:${password}`).toString('base64')}`;
}

function html(response: ServerResponse, status: number, body: string): void {
  response
    .writeHead(status, { 'content-type': 'text/html; charset=utf-8' })
    .end(`<!doctype html><html lang="en"><title>Tiny shop</title><body>${body}</body></html>`);
}

function json(response: ServerResponse, value: unknown): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(value));
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

async function close(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}
