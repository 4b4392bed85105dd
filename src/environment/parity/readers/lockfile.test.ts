import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readLockfile } from './lockfile.js';

let projectDir: string;
beforeEach(() => void (projectDir = mkdtempSync(join(tmpdir(), 'gonogo-lockfile-'))));
afterEach(() => rmSync(projectDir, { recursive: true }));

async function read(name: string, content: unknown) {
  writeFileSync(join(projectDir, name), typeof content === 'string' ? content : JSON.stringify(content));
  return readLockfile(name, { projectDir, authorization: undefined, hmacKey: undefined, limitMs: 1000 });
}

test('lists what npm installs in production, one fact a name with all of its versions', async () => {
  const packages = {
    '': { name: 'shop', version: '1.0.0' },
    'packages/part': { version: '1.0.0' },
    'node_modules/part': { link: true },
    'node_modules/hono': { version: '4.13.19' },
    'node_modules/@scope/pg': { version: '8.2.0' },
    'node_modules/hono/node_modules/@scope/pg': { version: '8.10.0' },
    'node_modules/alias': { name: 'real', version: '2.0.0' },
    'node_modules/vitest': { version: '4.0.0', dev: true },
    'node_modules/fsevents': { version: '2.3.3', optional: true },
  };
  const facts = await read('package-lock.json', { lockfileVersion: 3, packages });
  expect(facts).toEqual([
    { kind: 'npm-package', subject: 'hono', value: '4.13.19' },
    { kind: 'npm-package', subject: '@scope/pg', value: '8.10.0, 8.2.0' },
    { kind: 'npm-package', subject: 'real', value: '2.0.0' },
    { kind: 'npm-package', subject: 'fsevents', value: '2.3.3' },
  ]);
});

test("lists what Composer locks, and reads production's file by its longer name", async () => {
  const lock = {
    packages: [{ name: 'monolog/monolog', version: '3.5.0' }],
    'packages-dev': [{ name: 'x/y', version: '1' }],
  };
  expect(await read('production.composer.lock', lock)).toEqual([
    { kind: 'package', subject: 'monolog/monolog', value: '3.5.0' },
  ]);
});

test.each([
  ['package-lock.json', { lockfileVersion: 1, dependencies: {} }, 'unparsable', /npm 7 or newer/],
  ['package-lock.json', '{"lockfileVersion": 3, "packages": {', 'unparsable', /only half of it/],
  ['package-lock.json', '<!doctype html><p>Sign in</p>', 'unparsable', /a page, perhaps of a login/],
  ['composer.lock', { packages: 1 }, 'unparsable', /no lockfile of Composer/],
  ['yarn.lock', '# yarn', 'configuration', /write an SBOM/],
])('refuses %s that holds %j', async (name, content, reasonCode, why) => {
  await expect(read(name, content)).rejects.toMatchObject({ reasonCode, message: expect.stringMatching(why) });
});

test('says that a file is not there', async () => {
  const reading = readLockfile('package-lock.json', {
    projectDir,
    authorization: undefined,
    hmacKey: undefined,
    limitMs: 1000,
  });
  await expect(reading).rejects.toMatchObject({
    reasonCode: 'no-evidence',
    message: expect.stringMatching(/is not there/),
  });
});
