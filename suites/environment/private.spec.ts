import { expect, test } from '../../fixtures/index.js';

const annotation = [
  { type: 'owner', description: 'platform' },
  { type: 'impact', description: 'A staging that strangers can read leaks the next release and its data.' },
];

const surfaces = [
  '/',
  '/c/kitchen',
  '/search?q=lamp',
  '/cart',
  '/checkout',
  '/sign-in',
  '/sign-in/callback',
  '/account',
  '/account/orders',
  '/admin/orders',
  '/api/products',
  '/api/cart',
  '/assets/',
  '/healthz',
  '/metrics',
  '/release.json',
  '/facts.json',
  '/robots.txt',
  '/no-such-page',
];

test('answers nobody without credentials', { annotation }, async ({ stranger, goods }) => {
  for (const surface of [...surfaces, `/p/${goods.listed.mug}`]) {
    await test.step(`asks for ${surface} as a stranger`, async () => {
      const answer = await stranger.get(surface, { maxRedirects: 0 });
      expect(answer.status(), surface).toBe(401);
      expect(await answer.text(), `${surface} says nothing of the shop`).not.toMatch(/<html|fieldnote|\{/i);
      expect(answer.headers()['set-cookie'], surface).toBeUndefined();
    });
  }
});

test('answers nobody with wrong credentials', { annotation }, async ({ stranger, staging }) => {
  const guesses = [`${staging.access?.username}:`, `${staging.access?.username}:staging`, 'admin:admin'];
  for (const guess of guesses) {
    await test.step(`guesses ${guess}`, async () => {
      const authorization = `Basic ${Buffer.from(guess).toString('base64')}`;
      const answer = await stranger.get('/', { headers: { authorization } });
      expect(answer.status(), guess).toBe(401);
    });
  }
});

test('takes no orders, removals or forms from strangers', { annotation }, async ({ stranger, guest, goods }) => {
  const acts = {
    'fill a cart': await stranger.post('/api/cart', { data: { product: goods.listed.mug, quantity: 1 } }),
    'check out': await stranger.post('/api/checkout', { data: {} }),
    'remove a customer': await stranger.delete(`/admin/api/customers/${guest.email}`),
    refund: await stranger.post('/admin/orders/FN-100001/refund', { form: { amount: '1' } }),
  };
  for (const [act, answer] of Object.entries(acts)) expect(answer.status(), act).toBe(401);
});

test(
  'the one open door, for payment events, opens to a signature alone',
  { annotation },
  async ({ stranger, staging }) => {
    const path = String(staging.settings['webhookPath']);
    const event = { id: 'evt_forged', type: 'payment_intent.succeeded', data: { object: { id: 'pi_forged' } } };

    expect((await stranger.post(path, { data: event })).status(), 'without a signature').toBe(400);
    const forged = { 'stripe-signature': `t=${Math.floor(Date.now() / 1000)},v1=${'0'.repeat(64)}` };
    expect((await stranger.post(path, { data: event, headers: forged })).status(), 'with a forged one').toBe(400);
    expect((await stranger.get(path)).status(), 'by another method').toBe(401);
    expect((await stranger.post(`${path}/../../healthz`)).status(), 'with a way around').toBe(401);
  },
);
