import { afterAll, beforeAll, expect, test } from 'vitest';
import { startWebServer, type WebServer } from '../web-server.test-data.js';
import { readFlags } from './flags.js';
import { readHttp } from './http.js';

const place = { projectDir: '.', authorization: 'Bearer words', hmacKey: undefined, limitMs: 5_000 };
const facts = {
  runtime: { node: 22 },
  currencies: ['JPY', 'EUR'],
  hosts: [{ name: 'a' }],
  on: true,
  none: null,
  gone: {},
};

let server: WebServer;
beforeAll(async () => {
  server = await startWebServer({
    '/facts.json': { body: JSON.stringify(facts) },
    '/half': { body: '{"runtime": {"node"' },
    '/single': { body: '42' },
    '/login': { headers: { 'content-type': 'text/html' }, body: '<!doctype html><title>Sign in</title>' },
    '/away': { status: 302, headers: { location: '/facts.json' } },
    '/wall': { status: 401 },
    '/error': { status: 500, body: '{}' },
    '/giant': { body: `{"a": "${'x'.repeat(21 * 1024 * 1024)}"}` },
    '/deep': { body: `${'{"a":'.repeat(50)}1${'}'.repeat(50)}` },
    '/hang': 'hang',
  });
});
afterAll(() => server.stop());

test('makes a fact of every leaf, and of a plain list one, whatever its order', async () => {
  const read = await readHttp(`${server.url}/facts.json`, place);
  expect(read.map(({ subject, value }) => [subject, value])).toEqual([
    ['runtime.node', 22],
    ['currencies', '"EUR", "JPY"'],
    ['hosts.0.name', 'a'],
    ['on', true],
    ['none', 'null'],
    ['gone', '(empty)'],
  ]);
  expect(server.requests.at(-1)).toEqual({ asked: 'GET /facts.json', authorization: 'Bearer words' });
});

test('reads the same as feature flags', async () => {
  expect(await readFlags(`${server.url}/facts.json`, place)).toContainEqual({
    kind: 'feature-flag',
    subject: 'on',
    value: true,
  });
});

test.each([
  ['/half', 'unparsable', /only half of it/],
  ['/single', 'unparsable', /single value/],
  ['/login', 'unparsable', /perhaps of a login/],
  ['/away', 'no-evidence', /302, a redirect: name the address/],
  ['/wall', 'no-evidence', /401: give it an "authorization"/],
  ['/error', 'no-evidence', /status 500/],
  ['/giant', 'unparsable', /the most that are read/],
  ['/deep', 'unparsable', /deeper than 20/],
])('says of %s what is wrong: %s', async (path, reasonCode, why) => {
  await expect(readHttp(server.url + path, place)).rejects.toMatchObject({
    reasonCode,
    message: expect.stringMatching(why),
  });
});

test('gives up on an address that never answers, or is not there', async () => {
  const hanging = readHttp(`${server.url}/hang`, { ...place, limitMs: 100 });
  await expect(hanging).rejects.toMatchObject({
    reasonCode: 'staging-unreachable',
    message: expect.stringMatching(/100 ms/),
  });
  const gone = readHttp('http://127.0.0.1:1/facts.json', place);
  await expect(gone).rejects.toMatchObject({ reasonCode: 'staging-unreachable' });
});

test('refuses credentials in an address, and does not repeat them', async () => {
  const reading = readHttp('http://name:hidden@127.0.0.1:1/facts.json', place);
  await expect(reading).rejects.toThrow('http://127.0.0.1:1/facts.json must be an address without user and password');
});
