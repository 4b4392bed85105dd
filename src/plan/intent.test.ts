import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readIntent } from './intent.js';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'gonogo-intent-'));
  write('staging.config.ts', `export default { name: 'Shop', staging: { target: 'http://127.0.0.1:3000' } };`);
});
afterEach(() => rmSync(dir, { recursive: true }));

const write = (file: string, text: string) => writeFileSync(join(dir, file), text);
const ed25519 = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const asked = { GONOGO_RELEASE: '2.0.0' };

test('what is wanted is read from the words, the environment and the files together', async () => {
  write('policy.yaml', 'version: 1\nflakeBudget: 2\n');
  expect(await readIntent({ release: '3.0.0' }, asked, dir)).toMatchObject({
    config: { name: 'Shop' },
    policy: { policy: { flakeBudget: 2 }, origin: 'policy.yaml' },
    requested: { release: '3.0.0', origin: '--release' },
    source: { kind: 'given', staging: { target: 'http://127.0.0.1:3000' } },
  });
});

test.each([
  ['a signing key, even an empty one', {}, { ...asked, GONOGO_SIGNING_KEY: '' }, /never holds a signing key/],
  ['a signing key by any name', {}, { ...asked, CI_KEY: ed25519 }, /CI_KEY is set: .* never holds a signing key/],
  ['one whose lines were joined', {}, { ...asked, K: ed25519.replaceAll('\n', '\\n') }, /K is set: .*signing key/],
  [
    'a target that is not this project’s',
    { target: 'https://shop.example.com' },
    asked,
    /shop\.example\.com is not a host/,
  ],
  ['no release to ask for', {}, {}, /Which release/],
])('it is refused for %s', async (_, options, env, words) => {
  await expect(readIntent(options, env, dir)).rejects.toThrow(
    expect.objectContaining({ name: 'UsageError', message: expect.stringMatching(words) }),
  );
});

test('a key of another kind, such as a cloud account’s, is none of its business', async () => {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const key = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  expect(await readIntent({}, { ...asked, CLOUD: key }, dir)).toMatchObject({ requested: { release: '2.0.0' } });
});

test('it is refused for a live key in the config, before anybody is asked for anything', async () => {
  write(
    'staging.config.ts',
    `export default { name: 'Shop', staging: { target: 'http://127.0.0.1:3000', settings: { key: 'sk_live_4711' } } };`,
  );
  await expect(readIntent({}, asked, dir)).rejects.toThrow(/staging\.config\.ts holds a live payment key/);
});

test('it is refused for a broken policy, whatever else is wrong', async () => {
  write('policy.yaml', '');
  await expect(readIntent({ target: 'https://shop.example.com' }, {}, dir)).rejects.toThrow(/policy\.yaml is empty/);
});
