import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { compareWithProduction } from '../src/environment/parity/compare-with-production.js';
import { readSide } from '../src/environment/parity/read-side.js';
import { profileProduction } from '../src/environment/likeness/judge-data.js';
import { readParity } from '../src/plan/parity.js';
import { snapshot as snapshotSchema, type Fact } from '../src/records/snapshot.js';
import type { Staging } from '../src/records/staging.js';
import { startReference } from './started.test-data.js';

const file = fileURLToPath(new URL('./production/snapshot.json', import.meta.url));
const projectDir = fileURLToPath(new URL('..', import.meta.url));

/** What production has besides the previous release: a machine of its size, safe writes, the world outside. */
const production: Record<string, string | undefined> = {
  'setting fsync': 'on',
  'setting full_page_writes': 'on',
  'setting synchronous_commit': 'on',
  'setting jit': 'on',
  'setting ssl': 'on',
  'setting max_connections': '200',
  'setting max_wal_size': '8192 × MB',
  'setting shared_buffers': '1048576 × 8kB',
  'role shop': 'LOGIN',
  'header strict-transport-security': 'max-age=31536000; includeSubDomains',
  'header x-robots-tag': undefined,
  'table public.restores': undefined,
  'column public.restores.copied_at': undefined,
};
/** … and so many times the rows. */
const timesLarger = 8;
const identityUrl = /http:\/\/127\.0\.0\.1:\d+/g;

function inProduction(facts: readonly Fact[], extra: readonly Fact[]): Fact[] {
  return [...facts, ...extra].flatMap((fact): Fact[] => {
    const key = `${fact.kind} ${fact.subject}`;
    const value = key in production ? production[key] : fact.value;
    if (value === undefined) return [];
    return [
      {
        ...fact,
        value: typeof value === 'string' ? value.replace(identityUrl, 'https://id.fieldnote.example') : value,
      },
    ];
  });
}

async function withStaging<T>(words: string[], act: (staging: Staging) => Promise<T>): Promise<T> {
  const { record, stop } = await startReference(words);
  return act(record).finally(stop);
}

test("production's snapshot is that of the previous release, as production runs it (UPDATE=1 takes it again)", async () => {
  const [readers, data] = await withStaging(['--release', 'previous'], async (staging) => {
    const parity = readParity(projectDir);
    const whereabouts = { projectDir, staging, env: {}, ...(staging.access && { access: staging.access }) };
    // First: the readers of its pages leave sessions behind.
    if (parity.data === undefined) throw new Error('parity.yaml says nothing of the data');
    const profile = await profileProduction({ ...parity.data, production: parity.data.staging }, { staging, env: {} });
    const larger = profile.tables.flatMap(({ rows, ...table }) =>
      table.table === 'public.restores' ? [] : [{ ...table, rows: rows * timesLarger }],
    );
    const read = parity.readers.map(async (reader) => {
      const { facts } = await readSide(reader, 'staging', parity, whereabouts);
      const hsts = { kind: 'header', subject: 'strict-transport-security', value: '' } as const;
      const whole = inProduction(facts, reader.kind === 'headers' ? [hsts] : []);
      return { name: reader.name, count: whole.length, facts: whole };
    });
    return [await Promise.all(read), { ...profile, tables: larger }] as const;
  });
  const snapshot = snapshotSchema.parse({ schemaVersion: 1, takenAt: '2026-11-20T12:00:00.000Z', readers, data });
  if (process.env['UPDATE'] === '1') writeFileSync(file, `${JSON.stringify(snapshot, null, 2)}\n`);
  expect(snapshotSchema.parse(JSON.parse(readFileSync(file, 'utf8')))).toEqual(snapshot);
}, 120_000);

test('a dropped index of staging is all that parity.yaml does not declare, and all that it declares is still so', async () => {
  const mirrors = await withStaging(['--break', 'lost-index'], (staging) => {
    const parity = readParity(projectDir);
    const place = { staging, projectDir, env: {}, now: new Date().toISOString() };
    return Promise.all(parity.readers.map(({ name }) => compareWithProduction(name, parity, place)));
  });
  expect(mirrors.flatMap(({ undeclared }) => undeclared.map(({ id }) => id))).toEqual([
    'database/index/public.orders.orders_email',
  ]);
  expect(mirrors.flatMap(({ tolerated, unused }) => [...tolerated, ...unused])).toEqual([]);
}, 120_000);
