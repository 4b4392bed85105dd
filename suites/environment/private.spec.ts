import { expect, test } from '../../fixtures/index.js';

const surfaces = ['/', '/c/kitchen', '/search?q=lamp', '/cart', '/checkout', '/account/orders', '/admin/orders', '/api/products', '/healthz', '/metrics', '/release.json'];

test('answers nobody without credentials', { annotation: { type: 'impact', description: 'A staging that strangers can read leaks the next release and its data.' } }, async ({ stranger }) => {
  for (const surface of surfaces) {
    await test.step(`asks for ${surface} as a stranger`, async () => {
      const answer = await stranger.get(surface, { maxRedirects: 0 });
      expect(answer.status(), surface).toBe(401);
      expect(await answer.text(), `${surface} says nothing of the shop`).not.toContain('<html');
    });
  }
});
