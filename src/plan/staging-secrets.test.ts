import { expect, test } from 'vitest';
import { staging } from '../records/staging.js';
import { secretsOf } from './staging-secrets.js';

const record = (rest: object) => staging.parse({ schemaVersion: 1, target: 'https://staging.example.com', ...rest });

test.each([
  ['postgres://shop:p%40ssword@db.example.com/shop', ['p%40ssword', 'p@ssword']],
  ['postgresql://db.example.com/shop?user=shop&password=correct-horse', ['correct-horse']],
  ['host=db.example.com password=correct-horse user=shop', ['correct-horse']],
  ["host=db.example.com password = 'correct horse' user=shop", ['correct horse']],
  ['postgres://shop@db.example.com/shop', []],
])('the password of %s', (database, secrets) => {
  expect(secretsOf(record({ database }))).toEqual(secrets);
});

test.each(['secretKey', 'apiKey', 'API_KEY', 'key', 'webhookSecret', 'dbPassword', 'accessToken', 'credentials'])(
  'a setting called %s, of staging or of a third party',
  (name) => {
    expect(secretsOf(record({ settings: { [name]: 'hush-hush' } }))).toEqual(['hush-hush']);
    const party = { url: 'https://pay.example.com', health: 'https://pay.example.com/up' };
    const thirdParties = { payments: { ...party, settings: { [name]: 'hush-hush', apiVersion: '2026-01-01' } } };
    expect(secretsOf(record({ thirdParties }))).toEqual(['hush-hush']);
  },
);

test.each(['adminEmail', 'monkey', 'turnkeyHost'])('a setting called %s is none', (name) => {
  expect(secretsOf(record({ settings: { [name]: 'said aloud' } }))).toEqual([]);
});

test('one that is too short to be taken out of a text is refused, and not said', () => {
  const short = () => secretsOf(record({ access: { username: 'staff', password: 'ab1!x' } }));
  expect(short).toThrow(/access\.password.*too short/);
  expect(short).not.toThrow(/ab1!x/);
});

test.each(['https://user:hush-hush@staging.example.com', 'https://user@staging.example.com'])(
  'an address with credentials is refused: %s',
  (target) => {
    expect(staging.safeParse({ schemaVersion: 1, target }).error?.issues[0]?.message).toContain('"access"');
  },
);
