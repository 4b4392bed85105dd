import { addresses, expect, test } from '../../fixtures/index.js';

const annotation = [
  { type: 'owner', description: 'platform' },
  { type: 'impact', description: 'Alarms stay silent while customers see errors, or a test blames the wrong part.' },
];

test('every replica of the shop says that it is well', { annotation }, async ({ request }) => {
  const seen = new Set<string>();
  const ask = async (): Promise<string[]> => {
    const answer = await request.get('/healthz');
    const health = (await answer.json()) as { replica: string };
    expect(answer.status(), 'status of the health').toBe(200);
    expect(health, 'the health that is told').toMatchObject({ status: 'ok', checks: { database: 'ok' } });
    expect(answer.headers()['cache-control'], 'health of this very moment').toContain('no-store');
    return [...seen.add(health.replica)].sort();
  };
  await expect.poll(ask, { message: 'replicas behind the one address' }).toEqual(['1', '2']);
});

test('a shop that says it is well reads its database', { annotation }, async ({ request, goods }) => {
  expect((await request.get('/healthz')).status()).toBe(200);
  expect(await goods.available()).toMatchObject({ inStock: true });
});

test('every third party says that it is well', { annotation }, async ({ staging, request }) => {
  const names = Object.keys(staging.thirdParties);
  expect(names.sort()).toEqual(['identity', 'mail', 'payments', 'shipping', 'tax']);
  for (const [name, { health }] of Object.entries(staging.thirdParties)) {
    await test.step(`asks ${name}`, async () => {
      expect((await request.get(health)).status(), name).toBe(200);
    });
  }
});

test('what says that it is well does its work', { annotation }, async ({ thirdParty, request, payments, identity }) => {
  await test.step('payments answers its API', async () => {
    expect((await payments.stripe.paymentIntents.list({ limit: 1 })).object).toBe('list');
  });
  await test.step('mail shows its inboxes', async () => {
    expect((await request.get(`${thirdParty('mail').url}/api/messages`)).ok()).toBe(true);
  });
  await test.step('identity is who it says', async () => {
    expect((await identity.client()).serverMetadata().issuer).toBe(thirdParty('identity').url);
  });
  const { country } = addresses.DE;
  const currency = 'EUR';
  await test.step('tax reckons', async () => {
    const lines = [{ amount: 1190, quantity: 1, category: 'standard' }];
    const data = { country, currency, lines, shipping_amount: 0 };
    const answer = await request.post(`${thirdParty('tax').url}/v1/calculations`, { data });
    expect(await answer.json(), 'the tax of goods for 11.90 €').toMatchObject({ tax_total: 190 });
  });
  await test.step('shipping knows a way', async () => {
    const data = { country, currency, weight_g: 500, subtotal: 1190 };
    const answer = await request.post(`${thirdParty('shipping').url}/v1/rates`, { data });
    expect(await answer.json(), 'the ways to ship half a kilogram').toMatchObject({
      rates: [{ id: 'standard', amount: 490 }, { id: 'express' }],
    });
  });
});
