import { findingsInWords, liveKeys } from 'gonogo/environment';
import { expect, test } from '../../fixtures/index.js';

const annotation = [
  { type: 'owner', description: 'platform' },
  { type: 'impact', description: 'A test takes real money, or anybody can read a key that does.' },
];
const liveKey = /\b(?:sk|rk|pk|whsec)_live_\w+/;
const secretKey = /\b(?:sk|rk)_(?:test|live)_\w+|\bwhsec_\w+/;

test('staging pays with test keys', { annotation }, async ({ staging }) => {
  const { publishableKey, secretKey: key } = staging.thirdParties['payments']?.settings ?? {};
  expect(publishableKey, 'the key that pages show is one for tests').toMatch(/^pk_test_/);
  expect(key, 'the key that the shop pays with is one for tests').toMatch(/^sk_test_/);
  expect(JSON.stringify(staging), 'the staging record').not.toMatch(liveKey);
});

test(
  'pages and scripts serve no live key, and no secret one',
  { annotation },
  async ({ shopApi, request, staging, goods }, testInfo) => {
    await shopApi.fillCart();
    const pages = new Map<string, string>();
    for (const path of ['/', '/c/kitchen', `/p/${goods.listed.mug}`, '/cart', '/checkout', '/api/cart', '/metrics']) {
      await test.step(`reads ${path}`, async () => {
        const answer = await request.get(path, { maxRedirects: 0 });
        expect(answer.status(), path).toBe(200);
        pages.set(path, await answer.text());
      });
    }
    const own = new RegExp('<script src="(/[^"]+)"', 'g');
    const scripts = new Set(
      [...pages.values()].flatMap((text) => [...text.matchAll(own)].map(([, path]) => String(path))),
    );
    expect(scripts.size, 'scripts of the pages').toBeGreaterThan(0);
    for (const path of scripts) pages.set(path, await (await request.get(path)).text());

    expect(pages.get('/checkout'), "the checkout gives the browser the shop's test key").toContain(
      staging.thirdParties['payments']?.settings['publishableKey'],
    );
    const findings = await liveKeys(pages, []);
    const promise = `Keys in ${pages.size} pages and scripts are those of sandboxes.`;
    expect(findings, findingsInWords(testInfo, promise, findings)).toEqual([]);
    for (const [path, text] of pages) expect(text, path).not.toMatch(secretKey);
  },
);
