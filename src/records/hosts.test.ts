import { expect, test } from 'vitest';
import { isAllowedHost, isLoopback } from './hosts.js';

test.each(['shop.test', 'SHOP.test.', 'a.pay.test', 'a.b.pay.test', '192.0.2.7', '[2001:db8::1]'])(
  'allows %s',
  (host) => {
    expect(isAllowedHost(host, ['shop.test', '*.pay.test', '192.0.2.7', '2001:db8::1'])).toBe(true);
  },
);

test.each([
  'pay.test',
  'notpay.test',
  'evil-shop.test',
  'shop.test.evil.test',
  'a.shop.test',
  '192.0.2.70',
  'localhost',
  '',
])('does not allow %s', (host) => {
  expect(isAllowedHost(host, ['shop.test', '*.pay.test', '192.0.2.7'])).toBe(false);
});

test.each(['localhost', 'LOCALHOST', '127.0.0.1', '127.8.9.1', '::1', '[::1]', '::ffff:127.0.0.1'])(
  'takes %s for loopback',
  (host) => {
    expect(isLoopback(host)).toBe(true);
  },
);

test.each([
  '127.0.0.1.evil.test',
  'a.localhost',
  'localhost.test',
  '0.0.0.0',
  '128.0.0.1',
  '127.1',
  '127.0.0.256',
  '127.0.0.01',
  '127.0.0.1.1',
  'x127.0.0.1',
  '::2',
  '::ffff:192.0.2.1',
])('does not take %s for loopback', (host) => {
  expect(isLoopback(host)).toBe(false);
});
