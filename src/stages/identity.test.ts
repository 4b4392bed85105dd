import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { config as configSchema, type ConfigInput } from '../records/config.js';
import { identityObservation } from '../records/release.js';
import { staging as stagingSchema } from '../records/staging.js';
import { identityProbe } from './identity.js';

const running = { version: '2.0.0', commit: '0a1b2c3d4e5f' };

/** A server that is closed with the test, whatever is still open. */
async function open(answer: RequestListener): Promise<string> {
  const server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function probeOf(target: string, release?: ConfigInput['release'], access?: { username: string; password: string }) {
  const staging = stagingSchema.parse({ schemaVersion: 1, target, ...(access === undefined ? {} : { access }) });
  const config = configSchema.parse({
    name: 'Shop',
    staging: { target },
    ...(release === undefined ? {} : { release }),
  });
  return identityProbe(config, staging, 'gonogo/1 run/1');
}

async function resultOf(answer: RequestListener) {
  const observation = await probeOf(await open(answer)).look('during');
  return identityObservation.parse(observation).result;
}
const answering =
  (status: number, body: string, headers = {}): RequestListener =>
  (_, response) =>
    void response.writeHead(status, headers).end(body);

test('a staging that says who it is has answered, with what it says and no more', async () => {
  const body = JSON.stringify({ ...running, replica: 'a', builtBy: 'ci' });
  expect(await resultOf(answering(200, body))).toEqual({ kind: 'answered', identity: { ...running, replica: 'a' } });
});

test('it is asked at the configured path, as this run, with the login wall’s credentials', async () => {
  const asked: unknown[] = [];
  const target = await open((request, response) => {
    const { 'user-agent': agent, authorization } = request.headers;
    asked.push({ url: request.url, agent, authorization });
    response.end(JSON.stringify(running));
  });
  await probeOf(`${target}/shop/`, { path: '/who?full=1' }, { username: 'staff', password: 'wäll' }).look('before');
  const authorization = `Basic ${Buffer.from('staff:wäll').toString('base64')}`;
  expect(asked).toEqual([{ url: '/who?full=1', agent: 'gonogo/1 run/1', authorization }]);
});

test.each([
  ['another status, whatever it says', 500, JSON.stringify(running), /answered 500/],
  ['no content', 204, '', /answered 204/],
  ['the page of a login wall', 200, '<html>', /without version and commit/],
  ['an identity without a commit', 200, '{"version":"2.0.0"}', /without version and commit/],
  ['an identity with an empty version', 200, '{"version":"","commit":"0a1b2c3"}', /without version and commit/],
  [
    'an identity that is cut off at what it may be long',
    200,
    JSON.stringify({ ...running, x: 'x'.repeat(70_000) }),
    /without/,
  ],
])('%s is refused', async (_, status, body, words) => {
  expect(await resultOf(answering(status, body))).toEqual({
    kind: 'refused',
    status,
    message: expect.stringMatching(words),
  });
});

test('a redirect is refused and not followed, even to one who would say the right thing', async () => {
  let visits = 0;
  const elsewhere = await open((_, response) => {
    visits += 1;
    response.end(JSON.stringify(running));
  });
  expect(await resultOf(answering(302, '', { location: elsewhere }))).toMatchObject({ kind: 'refused', status: 302 });
  expect(visits).toBe(0);
});

test('an answer that breaks off is none, even when what came is an identity', async () => {
  const result = await resultOf((request, response) => {
    response.writeHead(200, { 'content-length': 1000 });
    response.write(JSON.stringify(running), () => request.socket.destroy());
  });
  expect(result).toMatchObject({ kind: 'unreachable' });
});

test('nobody there is unreachable, in words', async () => {
  const result = (await probeOf('http://127.0.0.1:9').look('before')).result;
  expect(result).toEqual({ kind: 'unreachable', message: expect.stringContaining('127.0.0.1:9') });
});

test('every look is a connection of its own, so that a load balancer shows every replica', async () => {
  const ports = new Set<number | undefined>();
  const target = await open((request, response) => {
    ports.add(request.socket.remotePort);
    response.end(JSON.stringify({ ...running, commit: ports.size % 2 === 0 ? 'fffffff' : running.commit }));
  });
  const observations = await probeOf(target).lookAround('after');
  expect(observations.map(({ phase }) => phase)).toEqual(Array(6).fill('after'));
  expect(ports.size).toBe(6);
  const commits = observations.map(({ result }) => (result.kind === 'answered' ? result.identity.commit : result.kind));
  expect(new Set(commits)).toEqual(new Set([running.commit, 'fffffff']));
});

test('a declared identity is taken as it is: nobody is asked', async () => {
  const declared = { declared: running, reason: 'a vendor runs it' };
  const observation = await probeOf('http://127.0.0.1:9', declared).look('before');
  expect(observation.result).toEqual({ kind: 'answered', identity: running });
});
