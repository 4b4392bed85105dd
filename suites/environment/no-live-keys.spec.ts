import { expect, test } from '../../fixtures/index.js';

const liveKey = /\b(?:sk|rk|pk|whsec)_live_\w+/;

test('no live payment key is used or served', async ({ staging, request }) => {
  expect(JSON.stringify(staging), 'the staging record').not.toMatch(liveKey);
  expect(staging.thirdParties['payments']?.settings['publishableKey']).toMatch(/^pk_test_/);
  for (const page of ['/', '/cart', '/checkout']) {
    await test.step(`reads ${page}`, async () => {
      const answer = await request.get(page);
      expect(await answer.text(), page).not.toMatch(liveKey);
    });
  }
});
