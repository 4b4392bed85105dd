import { expect, test } from 'vitest';
import { filledIn, type Named } from './filled-in.js';

const named: Named = {
  staging: { target: 'http://127.0.0.1:1', database: 'postgresql://shop@127.0.0.1:2/shop', settings: { file: '/a/b' } },
  env: { DSN: 'postgresql://reader@db/shop', EMPTY: '' },
};

test.each([
  ['package-lock.json', 'package-lock.json'],
  ['${staging.target}/facts.json', 'http://127.0.0.1:1/facts.json'],
  ['${staging.database}', 'postgresql://shop@127.0.0.1:2/shop'],
  ['${staging.settings.file}', '/a/b'],
  ['${env.DSN}?a=${env.DSN}', 'postgresql://reader@db/shop?a=postgresql://reader@db/shop'],
])('fills in %s', (text, expected) => {
  expect(filledIn(text, named)).toBe(expected);
});

test.each([
  ['${env.MISSING}', /\$\{env\.MISSING\}, and this environment variable is not set/],
  ['${env.EMPTY}', /is not set/],
  ['${staging.settings.other}', /the staging record does not hold it/],
  ['${staging.settings.constructor}', /the staging record does not hold it/],
  ['${staging.pid}', /nothing answers to/],
  ['${}', /nothing answers to/],
])('refuses %s', (text, why) => {
  expect(() => filledIn(text, named)).toThrow(
    expect.objectContaining({ reasonCode: 'configuration', message: expect.stringMatching(why) }),
  );
});

test('knows no staging where production is read', () => {
  expect(() => filledIn('${staging.database}', { env: {} })).toThrow(/no staging where production is read/);
});

test('names the file that asks', () => {
  expect(() => filledIn('${env.MISSING}', named, 'staging.config.ts')).toThrow(/^staging\.config\.ts asks for/);
});
