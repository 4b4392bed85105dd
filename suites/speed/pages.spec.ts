import { expect, test } from '../../fixtures/index.js';

// What web.dev calls good: https://web.dev/articles/vitals. Here shop and browser share the machine's cores.
const limits = { ttfbMs: 800, lcpMs: 2500, cls: 0.1 };
const whenUsed = { ...limits, inpMs: 200 };
const loads = 5;

const catalogue = [
  { type: 'owner', description: 'catalogue' },
  { type: 'impact', description: 'Visitors leave pages that they have to wait for.' },
];
const buying = [
  { type: 'owner', description: 'checkout' },
  { type: 'impact', description: 'Customers who were about to pay leave.' },
];

test('home', { annotation: catalogue }, async ({ speed }) => {
  await speed.expectWithin('/', whenUsed, {
    loads,
    interact: (page) => page.getByRole('searchbox').pressSequentially('lamp'),
  });
});

test('category', { annotation: catalogue }, async ({ speed }) => {
  await speed.expectWithin('/c/kitchen', limits, { loads });
});

test('search', { annotation: catalogue }, async ({ speed }) => {
  await speed.expectWithin('/search?q=lamp', limits, { loads });
});

test('product', { annotation: catalogue }, async ({ speed, goods }) => {
  await speed.expectWithin(`/p/${goods.listed.mug}`, whenUsed, {
    loads,
    interact: (page) => page.getByLabel('Quantity').press('ArrowUp'),
  });
});

for (const [name, path] of Object.entries({ cart: '/cart', checkout: '/checkout' })) {
  test(name, { annotation: buying }, async ({ speed, shopApi, request }) => {
    await shopApi.fillCart();
    const asked = await request.get(path, { maxRedirects: 0 });
    expect(asked.status(), 'the page itself, with goods').toBe(200);
    await speed.expectWithin(path, limits, { loads, storageState: await request.storageState() });
  });
}
