import { expect, test } from 'vitest';
import { compiledBefore } from './command.js';

test('what Playwright compiles is kept with the project, and never beside what is installed', () => {
  const kept = { PLAYWRIGHT_TRANSFORM_CACHE_DIR: '/shop/.gonogo/cache/playwright' };
  expect(compiledBefore('/shop')).toEqual(kept);
  expect(compiledBefore('/shop/node_modules/gonogo/dist/any-site')).toEqual({});
});
