import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { dataCheckNames } from '../src/environment/likeness/data-checks.js';
import { judgeData } from '../src/environment/likeness/judge-data.js';
import { readParity } from '../src/plan/parity.js';
import { faultsOf } from './faults.test-data.js';
import { forked } from './forked.js';

const projectDir = fileURLToPath(new URL('..', import.meta.url));

const snapshot = fileURLToPath(new URL('./production/snapshot.json', import.meta.url));
const cache = mkdtempSync(join(tmpdir(), 'gonogo-data-cache-'));
afterAll(() => rmSync(cache, { recursive: true, force: true }));

/** What all checks of the data find in the shop's database, broken or not. */
async function found(fault: string): Promise<{ check: string; said: string }[]> {
  const folder = mkdtempSync(join(tmpdir(), 'gonogo-data-'));
  const settings = { DATA_FOLDER: join(folder, 'data'), CACHE_FOLDER: cache, SCHEMA: '3', REFERENCE_FAULT: fault };
  const database = await forked('../database', settings);
  try {
    const parity = readParity(projectDir);
    const productionSnapshot = join(folder, 'production.json');
    const production = JSON.parse(readFileSync(snapshot, 'utf8')) as object;
    writeFileSync(productionSnapshot, JSON.stringify({ ...production, takenAt: new Date().toISOString() }));
    const staging = {
      target: 'http://127.0.0.1:1/',
      database: database.url,
      settings: { productionSnapshot },
    } as never;
    const place = { staging, projectDir, env: {}, now: new Date().toISOString() };
    const told: { check: string; said: string }[] = [];
    for (const name of dataCheckNames(parity)) {
      const { findings } = await judgeData(name, parity, place);
      told.push(...findings.map(({ what, actual }) => ({ check: `${data}${name}`, said: `${what}: ${actual}` })));
    }
    return told;
  } finally {
    await database.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

test("the shop's data is like its production's", async () => {
  expect(await found('')).toEqual([]);
}, 60_000);

const data = 'environment/data/';
const faults = await faultsOf(data);
/** What is said of each fault. */
const words: Record<string, unknown> = {
  'old-copy': expect.stringMatching(/^Staging's data is not of these days: \S+Z, 2160 h ago$/),
  'thin-copy': 'public.orders is too small: 500',
  'lost-lines': 'public.order_lines is empty: none',
  'sequence-behind': 'The sequence of public.customers.id is behind its table: 2',
  'torn-copy': 'Rows of public.order_lines (order_lines_order_id_fkey) point at nothing: 20 without one',
  'one-country': expect.stringMatching(
    /^public\.orders\.country is spread otherwise than in production: .* "JP" is 0 % instead of/,
  ),
  'two-masks': 'public.orders.email and public.customers.email are masked differently: 0 %',
};

test.each(Object.entries(faults))(
  '%s is found by the check that is for it, and by no other',
  async (name, { breaks }) => {
    expect(await found(name)).toEqual([{ check: breaks, said: words[name] }]);
  },
  60_000,
);

test('each check of the data is failed by one of them', () => {
  const failed = Object.values(faults).map(({ breaks }) => breaks.replace(data, ''));
  expect(failed.sort()).toEqual([...dataCheckNames(readParity(projectDir))].sort());
});
