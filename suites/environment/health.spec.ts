import { expect, test } from '../../fixtures/index.js';

test('health tells the truth: the shop that says it is well can read its database', async ({ request }) => {
  const health = await request.get('/healthz');
  expect(health.status()).toBe(200);
  const products = await request.get('/api/products?limit=1');
  expect(products.ok(), 'a product is read from the database').toBe(true);
});

test('every third party that staging uses is up', async ({ staging, request }) => {
  expect(Object.keys(staging.thirdParties).length, 'third parties are declared').toBeGreaterThan(0);
  for (const [name, { health }] of Object.entries(staging.thirdParties)) {
    await test.step(`asks ${name} for its health`, async () => {
      expect((await request.get(health)).status(), name).toBe(200);
    });
  }
});
