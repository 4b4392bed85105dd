import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { forked, type Forked } from '../forked.js';

let mock: Forked;
beforeAll(async () => {
  const go = Object.entries(process.env).filter(([name, value]) => /^(HOME|GO\w*)$/.test(name) && value);
  mock = await forked('stripe-mock', Object.fromEntries(go) as Record<string, string>);
}, 30_000);
afterAll(async () => {
  expect(await mock.stop()).toBe(0);
});

async function standing(of: Forked): Promise<{ status: string; reason?: string }> {
  for (;;) {
    const state = (await (await fetch(`${of.url}/healthz`)).json()) as { status: string; reason?: string };
    if (state.status !== 'building') return state;
    await new Promise((done) => setTimeout(done, 200));
  }
}

const replay = async (body: string, path = '/v1/payment_intents') => {
  const headers = { authorization: 'Bearer sk_test_replay', 'content-type': 'application/x-www-form-urlencoded' };
  return (await fetch(`${mock.url}${path}`, { method: 'POST', headers, body })).status;
};

test(
  'takes a well-shaped request, refuses a malformed one and a route that Stripe does not have',
  { timeout: 300_000 },
  async () => {
    expect(await standing(mock)).toMatchObject({ status: 'ok' });
    expect(await replay('amount=1999&currency=eur&metadata[draft]=7')).toBe(200);
    expect(await replay('amount=many&currency=eur')).toBe(400);
    expect(await replay('amount=1999&currency=eur&colour=red')).toBe(400);
    expect(await replay('', '/v1/payment_wishes')).toBe(404);
  },
);

test('says that it is absent, and why, where there is no Go', async () => {
  const nothingBuilt = await mkdtemp(`${tmpdir()}/no-go-`);
  const sandbox = await forked('stripe-mock', { GONOGO_GO: '/nowhere/go', CACHE_FOLDER: nothingBuilt });
  expect(await standing(sandbox)).toEqual({ status: 'absent', reason: expect.stringContaining('needs Go') as string });
  expect((await fetch(`${sandbox.url}/v1/charges`)).status).toBe(503);
  await sandbox.stop();
  await rm(nothingBuilt, { recursive: true });
});
