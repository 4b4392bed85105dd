import { afterAll, beforeAll, expect, test } from 'vitest';
import { hook, type Hook } from '../../records/rollback.js';
import { startWebServer, type WebServer } from '../parity/web-server.test-data.js';
import { runHook, type HookPlace } from './hook.js';

let web: WebServer;
beforeAll(async () => {
  web = await startWebServer({
    '/deploy': { body: 'Done.' },
    '/broken': { status: 500, body: 'the image is not there\nat deploy' },
    '/login': { status: 401 },
    '/moved': { status: 302, headers: { location: '/deploy' } },
    '/slow': 'hang',
  });
});
afterAll(() => web.stop());

const place = (rest: Partial<HookPlace> = {}): HookPlace => ({
  fill: (text) => text.replace('${env.URL}', web.url).replace('${env.TOKEN}', 'secret-token'),
  run: async () => ({ code: 0, isLate: false, said: '' }),
  ...rest,
});
const of = (given: object): Hook => hook.parse(given);
const call = (path: string, rest: object = {}) =>
  runHook(of({ post: `\${env.URL}${path}`, ...rest }), 'deploy', place());

test('a call is sent once, with what its headers and address are filled in with, and is well with 2xx', async () => {
  web.requests.length = 0;
  expect(await call('/deploy', { headers: { authorization: 'Bearer ${env.TOKEN}' } })).toEqual({
    ms: expect.any(Number),
  });
  expect(web.requests).toEqual([{ asked: 'POST /deploy', authorization: 'Bearer secret-token' }]);
});

test('a change that went wrong or never ended is told as that', async () => {
  expect(await call('/broken')).toMatchObject({ flaw: `${web.url}/broken answered 500: the image is not there` });
  expect(await call('/slow', { withinS: 0.05 })).toMatchObject({ flaw: 'it had not ended after 50 ms (withinS)' });
});

test.each([
  ['a login', '/login', /rollback\.deploy: .*\/login answers 401/],
  ['a redirect, which is not followed', '/moved', /answers 302, a redirect/],
  ['an address that nobody knows', '/nowhere', /answers 404/],
])('%s has changed nothing: it could not begin', async (_, path, words) => {
  web.requests.length = 0;
  await expect(call(path)).rejects.toMatchObject({
    reasonCode: 'configuration',
    message: expect.stringMatching(words),
  });
  expect(web.requests).toHaveLength(1);
});

test('nobody at the address, and what is no address, could not begin either; no password is told', async () => {
  const unusable = (post: string) => runHook(of({ post }), 'rollback', place());
  await expect(unusable('http://127.0.0.1:1/x?key=hidden')).rejects.toThrow(
    /rollback\.rollback: http:\/\/127\.0\.0\.1:1\/x cannot be/,
  );
  await expect(unusable('http://ada:hidden@127.0.0.1/')).rejects.toThrow(/belongs into "headers"/);
  await expect(unusable('ftp://127.0.0.1/')).rejects.toThrow(/no http address/);
});

test('a command is well when it ends with 0, and otherwise told with its last words', async () => {
  const run = (end: { code: number | null; isLate?: boolean; said?: string }) =>
    runHook(of({ command: ['kubectl', 'rollout', '${env.TOKEN}'], withinS: 5 }), 'deploy', {
      ...place(),
      run: async (command, limitMs) => {
        expect([command, limitMs]).toEqual([['kubectl', 'rollout', 'secret-token'], 5000]);
        return { isLate: false, said: '', ...end };
      },
    });
  expect(await run({ code: 0 })).toEqual({ ms: expect.any(Number) });
  expect(await run({ code: 3, said: 'one\nno such image\n' })).toMatchObject({
    flaw: 'kubectl ended with 3 and said last: no such image',
  });
  expect(await run({ code: null, isLate: true })).toMatchObject({ flaw: 'it had not ended after 5.0 s (withinS)' });
});

test('a command that is not there could not begin', async () => {
  const run = () => Promise.reject(new Error('spawn kubectl ENOENT'));
  await expect(runHook(of({ command: ['kubectl'] }), 'deploy', place({ run }))).rejects.toMatchObject({
    reasonCode: 'configuration',
    message: 'staging.config.ts, rollback.deploy: kubectl cannot be started: spawn kubectl ENOENT.',
  });
});
