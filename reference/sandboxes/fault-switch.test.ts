import { afterAll, beforeAll, expect, test } from 'vitest';
import { keys, refused, testSandbox, type TestSandbox } from './payments/test-sandbox.js';

let payments: TestSandbox;
beforeAll(async () => {
  payments = await testSandbox();
});
afterAll(async () => {
  expect(await payments.stop()).toBe(0);
});

test('health tells the truth about the whole sandbox, and nothing about one test’s trouble', async () => {
  const health = async () => (await fetch(`${payments.url}/healthz`)).status;
  await payments.fault({ mode: 'down', containing: 'somebody' });
  expect(await health()).toBe(200);
  await payments.fault({ mode: 'down' });
  expect(await health()).toBe(503);
  expect(await refused(payments.client(keys.SECRET_KEY).paymentIntents.list())).toMatchObject({ statusCode: 503 });
  await payments.fault({ mode: 'ok' });
  expect(await health()).toBe(200);
});

test('a mistyped fault is refused', async () => {
  expect((await payments.fault({ mode: 'dwon' })).status).toBe(400);
});
