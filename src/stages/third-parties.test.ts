import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { healthObservation } from '../records/release.js';
import { staging } from '../records/staging.js';
import { probeThirdParties } from './third-parties.js';

let server: Server;
let url: string;
const asked: (string | undefined)[] = [];
beforeAll(async () => {
  // Answers with the status that its path names.
  server = createServer((request, response) => {
    asked.push(request.headers.authorization);
    response.writeHead(Number(request.url?.slice(1)), { location: '/200' }).end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => void server.close());

function probe(healths: Record<string, string>) {
  const thirdParties = Object.fromEntries(Object.entries(healths).map(([name, health]) => [name, { url, health }]));
  const access = { username: 'staff', password: 'wall-secret' };
  return probeThirdParties(staging.parse({ schemaVersion: 1, target: url, access, thirdParties }), 'gonogo/1');
}

test('a third party is up by its own probe with a 2xx only: a redirect is not followed', async () => {
  const statuses = ['200', '204', '302', '404', '503'];
  const seen = await probe(Object.fromEntries(statuses.map((status) => [`p${status}`, `${url}/${status}`])));
  expect(seen.map((one) => healthObservation.parse(one)).map(({ thirdParty, up }) => [thirdParty, up])).toEqual([
    ...[
      ['p200', true],
      ['p204', true],
      ['p302', false],
      ['p404', false],
      ['p503', false],
    ],
  ]);
  expect(seen.at(-1)?.detail).toBe(`${url}/503 answered 503`);
});

test('one that is not there is down, says why, and keeps nobody from being asked', async () => {
  const seen = await probe({ mail: 'http://127.0.0.1:9/up', payments: `${url}/200` });
  expect(seen.map(({ up }) => up)).toEqual([false, true]);
  expect(seen[0]?.detail).toMatch(/^http:\/\/127\.0\.0\.1:9\/up: .*ECONNREFUSED/);
});

test('the login wall’s credentials are not for third parties', async () => {
  await probe({ payments: `${url}/200` });
  expect(new Set(asked)).toEqual(new Set([undefined]));
});
