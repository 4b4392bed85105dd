import { expect, test } from 'vitest';
import { chromiumResolverRules } from './chromium-hosts.js';

test('gives Chromium one rule that refuses everything and an exception for each host', () => {
  expect(chromiumResolverRules(['shop.test', '*.pay.test', '2001:db8::1'])).toBe(
    'MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1, EXCLUDE [::1], EXCLUDE shop.test, EXCLUDE *.pay.test, EXCLUDE [2001:db8::1]',
  );
});
