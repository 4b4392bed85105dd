import { afterAll, beforeAll, expect, test } from 'vitest';
import { startWebServer, type WebServer } from '../web-server.test-data.js';
import { readHeaders } from './headers.js';

const place = { projectDir: '.', authorization: undefined, hmacKey: undefined, limitMs: 5_000 };

let server: WebServer;
beforeAll(async () => {
  const headers = {
    'content-security-policy': "script-src 'nonce-abc123' 'self'",
    'x-request-id': 'chance',
    'set-cookie': ['session=secret-value; Path=/; HttpOnly; Expires=Wed, 21 Oct 2026 07:28:00 GMT', 'theme=dark'],
  };
  server = await startWebServer({ '/': { headers }, '/gone': { status: 410 }, '/hang': 'hang' });
});
afterAll(() => server.stop());

test('tells telling headers and attributes of cookies, without chance and without values', async () => {
  expect(await readHeaders(`${server.url}/`, place)).toEqual([
    { kind: 'header', subject: 'status', value: 200 },
    { kind: 'header', subject: 'content-security-policy', value: "script-src 'nonce-…' 'self'" },
    { kind: 'cookie', subject: 'session', value: 'Expires; HttpOnly; Path=/' },
    { kind: 'cookie', subject: 'theme', value: '' },
  ]);
});

test('says what is wrong with a refusal, a silence and a file', async () => {
  await expect(readHeaders(`${server.url}/gone`, place)).rejects.toMatchObject({ reasonCode: 'no-evidence' });
  const hanging = readHeaders(`${server.url}/hang`, { ...place, limitMs: 100 });
  await expect(hanging).rejects.toMatchObject({ reasonCode: 'staging-unreachable' });
  await expect(readHeaders('index.html', place)).rejects.toMatchObject({ reasonCode: 'configuration' });
});
