import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDrill } from './drill.js';
import type { Orders } from './environment/drill/traffic.js';
import type { Staging } from './records/staging.js';

const folder = mkdtempSync(path.join(tmpdir(), 'gonogo-open-drill-'));
const releaseFile = path.join(folder, 'release.json');
/** A staging whose release is what a file says. */
const server = createServer((_, response) => response.end(readFileSync(releaseFile)));
let staging: Staging;

beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  const target = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  staging = { schemaVersion: 1, target, thirdParties: {}, settings: { file: releaseFile } };
});
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

const limits: number[] = [];
const testInfo = { project: { outputDir: path.join(folder, 'results') }, setTimeout: (ms: number) => limits.push(ms) };
const release = (version: string) => JSON.stringify({ version, commit: '0123456789abcdef', replica: 'a' });
const orders: Orders = { place: async () => ({ id: 'o1' }), find: async () => ({ id: 'o1' }) };

function open(rest: object) {
  const config = { name: 'Shop', staging: { target: staging.target }, ...rest };
  writeFileSync(path.join(folder, 'staging.config.ts'), `export default ${JSON.stringify(config)};`);
  return openDrill(staging, testInfo, folder);
}
/** Writes another release where staging reads it, as the staging record says where. */
const becomes = (version: string) => ({
  command: ['node', '-e', 'fs.writeFileSync(...process.argv.slice(1))', '${staging.settings.file}', release(version)],
});
const rollback = { to: '1.0.0', replicas: 1, deploy: becomes('2.0.0'), rollback: becomes('1.0.0') };

test('drills by commands, from one opening to the next, each of which gives its test time for the slowest hook', async () => {
  writeFileSync(releaseFile, release('2.0.0'));
  const whole = { rollback: { ...rollback, redeploy: { ...becomes('2.0.0'), withinS: 600 } } };
  expect((await open(whole).begin()).findings).toEqual([]);
  expect((await open(whole).deploy(orders)).findings).toEqual([]);
  expect((await open(whole).rollBack(orders)).findings).toEqual([]);
  expect(JSON.parse(readFileSync(releaseFile, 'utf8'))).toMatchObject({ version: '1.0.0' });
  expect((await open(whole).redeploy(orders)).findings).toEqual([]);
  expect((await open(whole).orders(orders)).findings).toEqual([]);
  expect(Math.min(...limits)).toBeGreaterThan(630_000);
});

test('is no drill where nothing allows it, or staging’s identity is only declared', () => {
  expect(() => open({})).toThrow(expect.objectContaining({ reasonCode: 'configuration' }));
  const declared = { declared: { version: '2.0.0', commit: 'abcdef0' }, reason: 'it cannot say so yet' };
  const whole = { rollback: { ...rollback, redeploy: becomes('2.0.0') } };
  expect(() => open({ ...whole, release: declared })).toThrow(expect.objectContaining({ reasonCode: 'no-identity' }));
});
