import { timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { Agent, createServer, request, type ClientRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { Fault } from './shop/fault.js';

/** The staging's front: one address for all replicas, and the wall that keeps staging from being public. */
export interface Proxy {
  url: string;
  /** Where requests go from now on, in turn. Resolves when those who are no longer among them have answered all. */
  serve: (replicas: string[]) => Promise<void>;
  stop: () => Promise<void>;
}

/** A third party can't know the wall's password: what comes here is let through, and believed by its signature alone. */
const openPath = '/webhooks/payments';

/** Shorter than what a replica keeps, so that no request goes out on a connection that is just being closed. */
const idleLimitMs = 30_000;

/** Longer than any answer of the shop takes. */
const drainLimitMs = 10_000;

/** These speak of one connection only, and ours are others. */
const hopHeaders = ['connection', 'keep-alive', 'transfer-encoding'];

/** Listens at once, so that everybody can be told the address before there is a replica behind it. */
export async function startProxy(
  access: { username: string; password: string },
  broken: Pick<Fault, 'open' | 'anyPassword' | 'indexableWall'> = {},
): Promise<Proxy> {
  const agent = new Agent({ keepAlive: true, maxSockets: 64, timeout: idleLimitMs });
  const pass = Buffer.from(`Basic ${Buffer.from(`${access.username}:${access.password}`).toString('base64')}`);
  let replicas: URL[] = [];
  let turn = 0;
  /** Requests under way, by the replica that they went to. */
  const underWay = new Map<ClientRequest, string>();

  const server = createServer((incoming, outgoing) => {
    const isTaken = broken.anyPassword === true && incoming.headers.authorization !== undefined;
    const isOpen = isTaken || broken.open?.(incoming.url ?? '') === true;
    if (!isOpen && !mayPass(incoming, pass)) return refuse(outgoing, broken.indexableWall === true);
    const replica = replicas[turn++ % replicas.length];
    if (!replica) return unreachable(outgoing, 'no replica is up yet');
    const { method, url: path, headers } = incoming;
    const onward = request({ agent, host: replica.hostname, port: replica.port, method, path, headers });
    underWay.set(onward, replica.href);
    onward.on('close', () => underWay.delete(onward));
    onward.on('response', (answer) => {
      for (const name of hopHeaders) delete answer.headers[name];
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    onward.on('error', (error) => unreachable(outgoing, `${replica.host} does not answer (${error.message})`));
    outgoing.on('close', () => onward.destroy());
    incoming.pipe(onward);
  });
  server.keepAliveTimeout = 65_000;
  server.listen(Number(process.env['PORT'] ?? '0'), '127.0.0.1');
  await once(server, 'listening');

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    serve: async (urls) => {
      replicas = urls.map((url) => new URL(url));
      const here = new Set(replicas.map(({ href }) => href));
      const others = [...underWay]
        .filter(([, href]) => !here.has(href))
        .map(([onward]) => new Promise((done) => onward.once('close', done)));
      await Promise.race([Promise.all(others), pause(drainLimitMs, undefined, { ref: false })]);
    },
    stop: async () => {
      server.closeAllConnections();
      agent.destroy();
      await new Promise((done) => server.close(done));
    },
  };
}

function mayPass(incoming: IncomingMessage, pass: Buffer): boolean {
  if (incoming.method === 'POST' && incoming.url === openPath) return true;
  const shown = Buffer.from(incoming.headers.authorization ?? '');
  return shown.length === pass.length && timingSafeEqual(shown, pass);
}

function refuse(outgoing: ServerResponse, mayBeIndexed: boolean): void {
  outgoing.writeHead(401, {
    'www-authenticate': 'Basic realm="staging", charset="UTF-8"',
    ...(mayBeIndexed ? {} : { 'x-robots-tag': 'noindex, nofollow' }),
    'content-type': 'text/plain',
  });
  outgoing.end('This is a staging environment. Its credentials are in the staging record.\n');
}

function unreachable(outgoing: ServerResponse, why: string): void {
  if (outgoing.headersSent) return void outgoing.destroy();
  outgoing.writeHead(502, { 'content-type': 'text/plain', 'x-robots-tag': 'noindex, nofollow' });
  outgoing.end(`The shop is not reachable: ${why}.\n`);
}
