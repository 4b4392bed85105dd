import { afterAll, beforeAll, expect, test } from 'vitest';
import { parityFile } from '../../records/parity.js';
import { readSide } from './read-side.js';
import { startWebServer, type WebServer } from './web-server.test-data.js';

let target: WebServer;
let elsewhere: WebServer;
beforeAll(async () => {
  target = await startWebServer({ '/': { body: '{"a": 1}' }, '/long': { body: `{"${'a'.repeat(2000)}": 1}` } });
  elsewhere = await startWebServer({ '/': { body: '{"b": 2}' } });
});
afterAll(() => Promise.all([target.stop(), elsewhere.stop()]));

function read(staging: string | string[], more: object = {}, side: 'staging' | 'production' = 'staging') {
  const reader = { name: 'shop', kind: 'http', staging, production: staging, ...more };
  const parity = parityFile.parse({ version: 1, snapshot: 'production.json', readers: [reader] });
  const whereabouts = {
    ...{ projectDir: '.', env: { TOKEN: 'words' }, staging: { target: target.url, settings: {} } },
    access: { username: 'staging', password: 'wall' },
  };
  return readSide(parity.readers[0]!, side, parity, whereabouts);
}

const wall = `Basic ${Buffer.from('staging:wall').toString('base64')}`;

test("asks staging's own target with the wall's credentials, and nobody else", async () => {
  expect(await read([`${target.url}/`, `${elsewhere.url}/`])).toEqual({
    facts: [
      { kind: 'fact', subject: 'a', value: 1 },
      { kind: 'fact', subject: 'b', value: 2 },
    ],
    where: `${target.url}/, ${elsewhere.url}/`,
  });
  expect(target.requests.at(-1)?.authorization).toBe(wall);
  expect(elsewhere.requests.at(-1)?.authorization).toBeUndefined();
  await read(`${target.url}/`, {}, 'production');
  expect(target.requests.at(-1)?.authorization).toBeUndefined();
});

test('asks with the configured header where there is one, each side with its own', async () => {
  const authorization = { staging: 'Bearer ${env.TOKEN}' };
  await read(`${target.url}/`, { authorization });
  expect(target.requests.at(-1)?.authorization).toBe('Bearer words');
  await read(`${target.url}/`, { authorization }, 'production');
  expect(target.requests.at(-1)?.authorization).toBeUndefined();
});

test('refuses what is told twice, and what is too long to be compared', async () => {
  await expect(read([`${target.url}/`, `${target.url}/`])).rejects.toMatchObject({ reasonCode: 'duplicate-evidence' });
  await expect(read(`${target.url}/long`)).rejects.toMatchObject({ reasonCode: 'unparsable' });
});
