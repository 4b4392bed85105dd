import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { snapshot as schema } from '../records/snapshot.js';
import { snapshotProduction } from './snapshot.js';

let projectDir: string;
beforeEach(() => {
  projectDir = mkdtempSync(join(tmpdir(), 'gonogo-snapshot-'));
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(projectDir, { recursive: true });
});

const yaml = `version: 1
snapshot: production.json
hmacKey: a key for tests
readers:
  - { name: flags, kind: flags, staging: none.json, production: flags.json }
  - { name: variables, kind: variables, staging: none.env, production: [shop.env, worker.json] }
`;

function snapshot(files: Record<string, string>) {
  for (const [name, text] of Object.entries({ 'parity.yaml': yaml, ...files }))
    writeFileSync(join(projectDir, name), text);
  const out = join(projectDir, 'production.json');
  const place = { argv: [], run: undefined, projectDir, packageDir: projectDir };
  return { out, taking: snapshotProduction({ out }, place) };
}

const whole = {
  'flags.json': '{"search": true, "apiKey": "hunter22"}',
  'shop.env': 'A=secret-1\n',
  'worker.json': '{"B": "secret-2"}',
};

test('writes what every reader found, dated, for its owner only, and no value of a secret', async () => {
  const { out, taking } = snapshot(whole);
  expect(await taking).toBe(0);
  const text = readFileSync(out, 'utf8');
  const { readers, takenAt } = schema.parse(JSON.parse(text));
  expect(readers.map(({ name, count }) => [name, count])).toEqual([
    ['flags', 2],
    ['variables', 2],
  ]);
  expect(Number.isNaN(Date.parse(takenAt))).toBe(false);
  expect(text).not.toMatch(/secret-|hunter22|a key for tests/);
  expect(statSync(out).mode & 0o077).toBe(0);
});

test('writes nothing when one reader could not read, and names every one that could not', async () => {
  const { out, taking } = snapshot({ 'flags.json': '{"search": tr', 'shop.env': 'A=1' });
  await expect(taking).rejects.toMatchObject({
    name: 'SetupError',
    message: expect.stringMatching(
      /flags: flags\.json holds something else.*\n.*variables: The file worker\.json is not there/s,
    ),
  });
  expect(existsSync(out)).toBe(false);
});

test('an empty production is no production', async () => {
  const { out, taking } = snapshot({ ...whole, 'flags.json': '{}' });
  await expect(taking).rejects.toThrow(/flags: flags\.json holds nothing to compare with/);
  expect(existsSync(out)).toBe(false);
});

test('a reader that does not know where production is says so', async () => {
  const { taking } = snapshot({ 'parity.yaml': yaml.replace(', production: flags.json', '') });
  await expect(taking).rejects.toThrow(/flags: The reader flags in parity\.yaml does not say where production is/);
});

test.each([
  ['snapshot: production.json', 'snapshots: production.json', /line \d+: snapshots: unknown key/],
  ['name: variables', 'name: flags', /flags is there already/],
  ['kind: flags', 'kind: oracle', /kind/],
])('refuses a parity.yaml whose %s is %s', async (right, wrong, why) => {
  await expect(snapshot({ 'parity.yaml': yaml.replace(right, wrong) }).taking).rejects.toMatchObject({
    name: 'UsageError',
    message: expect.stringMatching(why),
  });
});

test('a folder that is not there is an error of usage', async () => {
  for (const [name, text] of Object.entries({ 'parity.yaml': yaml, ...whole }))
    writeFileSync(join(projectDir, name), text);
  const place = { argv: [], run: undefined, projectDir, packageDir: projectDir };
  const taking = snapshotProduction({ out: join(projectDir, 'none', 'production.json') }, place);
  await expect(taking).rejects.toMatchObject({
    name: 'UsageError',
    message: expect.stringMatching(/cannot be written/),
  });
});
