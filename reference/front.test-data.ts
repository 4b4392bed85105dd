import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createSecureServer, type ServerOptions } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Staging } from '../src/records/staging.js';
import type { Fault } from './shop/fault.js';

/** A front of its own before the one shop, by https if it has a certificate: what faults do to an answer, and to the wall, is done here. */
export async function startFront(
  { record }: { record: Staging },
  fault: Fault,
  secure?: ServerOptions,
): Promise<{ url: string; close: () => Promise<unknown> }> {
  const listener = (incoming: IncomingMessage, outgoing: ServerResponse): void =>
    void pass(record, fault, incoming, outgoing);
  const server = secure === undefined ? createServer(listener) : createSecureServer(secure, listener);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `${secure === undefined ? 'http://127.0.0.1' : 'https://localhost'}:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.closeAllConnections();
      return new Promise((done) => server.close(done));
    },
  };
}

async function pass(
  { access, target }: Staging,
  fault: Fault,
  { url = '/', headers }: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  if (access === undefined) throw new Error('the reference staging has a wall, and its record no key to it');
  const key = `Basic ${Buffer.from(`${access.username}:${access.password}`).toString('base64')}`;
  const authorization = fault.open?.(url) === true ? key : headers.authorization;
  const { cookie, origin } = headers;
  const asked = new Headers({
    ...(authorization === undefined ? {} : { authorization }),
    ...(cookie === undefined ? {} : { cookie }),
    ...(origin === undefined ? {} : { origin }),
  });
  const answer = await fetch(target + url, { headers: asked, redirect: 'manual' });
  const isThrough = answer.status !== 401;
  // A redirect's body cannot be read again: what faults change is no redirect.
  const { pathname } = new URL(url, target);
  const given = new Response(answer.status === 304 ? null : await answer.arrayBuffer(), answer);
  const spoilt =
    isThrough && fault.answer ? await fault.answer(pathname, given, { error: () => undefined }, asked) : given;
  const kept = [...spoilt.headers].filter(
    ([name]) => !/^(set-cookie|content-(length|encoding)|transfer-encoding|connection|keep-alive)$/.test(name),
  );
  outgoing.writeHead(spoilt.status, { ...Object.fromEntries(kept), 'set-cookie': spoilt.headers.getSetCookie() });
  outgoing.end(Buffer.from(await spoilt.arrayBuffer()));
}
