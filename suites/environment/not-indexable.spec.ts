import { expect, test } from '../../fixtures/index.js';

test('robots.txt keeps every crawler out', async ({ request }) => {
  const robots = await (await request.get('/robots.txt')).text();
  expect(robots).toMatch(/^User-agent: \*$/m);
  expect(robots).toMatch(/^Disallow: \/$/m);
});

test('every page says noindex', async ({ request }) => {
  for (const page of ['/', '/search?q=lamp', '/cart', '/api/products?limit=1']) {
    await test.step(`opens ${page}`, async () => {
      const answer = await request.get(page);
      expect(answer.ok(), page).toBe(true);
      expect(answer.headers()['x-robots-tag'], page).toContain('noindex');
    });
  }
});
