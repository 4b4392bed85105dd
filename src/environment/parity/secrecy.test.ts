import { expect, test } from 'vitest';
import { hmacOf, isSecretName, keyIdOf, withoutSecrets } from './secrecy.js';

test.each([
  'DB_PASSWORD',
  'stripe.secretKey',
  'API_KEY',
  'api-keys/STRIPE_API_KEY',
  'DATABASE_URL',
  'SESSION_SECRET',
  'GITHUB_TOKEN',
])('%s holds a secret', (name) => expect(isSecretName(name)).toBe(true));

test.each(['CURRENCY', 'REPLICAS', 'NODE_ENV', 'passengers', 'keyboard', 'secret.region'])('%s holds none', (name) =>
  expect(isSecretName(name)).toBe(false),
);

test('keeps out what is called like a secret, and what looks like one whatever it is called', () => {
  const password = { kind: 'fact', subject: 'db.password', value: 'hunter22' } as const;
  expect(withoutSecrets(password, 'key').value).toBe(hmacOf('db.password', 'hunter22', 'key'));
  expect(withoutSecrets(password, undefined).value).toBe('(set; kept out)');
  for (const value of [
    'postgres://a:b@c/d',
    'sk_live_abc',
    '-----BEGIN PRIVATE KEY-----',
    'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOi',
  ])
    expect(withoutSecrets({ kind: 'header', subject: 'server', value }, undefined).value).toBe('(set; kept out)');
});

test('leaves the rest alone: a column that is called token is text', () => {
  for (const fact of [
    { kind: 'column', subject: 'public.sessions.token', value: 'text NOT NULL' },
    { kind: 'fact', subject: 'db.host', value: 'db.example' },
    { kind: 'fact', subject: 'tokenCount', value: 12 },
  ] as const)
    expect(withoutSecrets(fact, 'key')).toBe(fact);
});

test('tells keys apart, and two secrets of one value not to be equal', () => {
  expect(keyIdOf('one')).not.toBe(keyIdOf('two'));
  expect(hmacOf('A', 'same', 'key')).not.toBe(hmacOf('B', 'same', 'key'));
});
