import { expect, test } from '../../fixtures/index.js';

const annotation = [
  { type: 'owner', description: 'platform' },
  { type: 'impact', description: 'Customers find staging in a search engine and order there.' },
];

test('robots.txt keeps every crawler out', { annotation }, async ({ request }) => {
  const robots = await (await request.get('/robots.txt')).text();
  const rules = robots.split('\n').filter((line) => /^(user-agent|allow|disallow):/i.test(line));
  expect(rules, `robots.txt says: ${rules.join(', ')}`).toEqual(['User-agent: *', 'Disallow: /']);
});

test('every answer says noindex', { annotation }, async ({ request, goods }) => {
  const answered = {
    '/': 200,
    '/c/kitchen': 200,
    '/search?q=lamp': 200,
    [`/p/${goods.listed.mug}`]: 200,
    '/cart': 200,
    '/api/products?limit=1': 200,
    '/robots.txt': 200,
    '/no-such-page': 404,
  };
  for (const [surface, status] of Object.entries(answered)) {
    await test.step(`asks for ${surface}`, async () => {
      const answer = await request.get(surface);
      expect(answer.status(), surface).toBe(status);
      expect(String(answer.headers()['x-robots-tag']), surface).toContain('noindex');
    });
  }
});

test('what a crawler gets says noindex as well', { annotation }, async ({ stranger }) => {
  const answer = await stranger.get('/');
  expect(String(answer.headers()['x-robots-tag']), 'what robots are told where credentials are asked for').toContain(
    'noindex',
  );
});
