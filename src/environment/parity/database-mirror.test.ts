import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parityFile } from '../../records/parity.js';
import { staging as stagingRecord } from '../../records/staging.js';
import { startPostgres, type PostgresServer } from '../postgres-server.test-data.js';
import { compareWithProduction } from './compare-with-production.js';
import { writeSnapshot } from './snapshot-file.js';
import { takeSnapshot } from './take-snapshot.js';

// A production of its own, and for each case a staging that is a copy of it: what is broken there, and nothing else, is
// found.

const schema = [
  'CREATE EXTENSION citext',
  'CREATE TABLE customers (id int PRIMARY KEY, email public.citext NOT NULL UNIQUE)',
  'CREATE TABLE orders (id int PRIMARY KEY, customer int NOT NULL REFERENCES customers, total int CHECK (total >= 0))',
  'CREATE INDEX orders_customer ON orders (customer)',
  'CREATE TABLE knex_migrations (id int PRIMARY KEY, name text)',
  `INSERT INTO knex_migrations VALUES (1, '001_init.js'), (2, '002_orders.js')`,
];
const projectDir = mkdtempSync(join(tmpdir(), 'gonogo-database-mirror-'));
const now = '2026-11-20T12:00:00.000Z';
const parity = parityFile.parse({
  ...{ version: 1, snapshot: 'production.json' },
  readers: [{ name: 'database', kind: 'postgres', staging: '${staging.database}', production: '${env.PRODUCTION}' }],
});

let server: PostgresServer;
beforeAll(async () => {
  server = await startPostgres();
  await server.run('postgres', 'CREATE DATABASE production');
  await server.run('production', ...schema);
  const env = { PRODUCTION: server.dsn('production') };
  writeSnapshot(join(projectDir, 'production.json'), await takeSnapshot(parity, { projectDir, env }, now));
}, 60_000);
afterAll(async () => {
  rmSync(projectDir, { recursive: true });
  await server.stop();
});

async function mirrorAfter(...statements: string[]) {
  await server.run('postgres', 'DROP DATABASE IF EXISTS staging', 'CREATE DATABASE staging TEMPLATE production');
  await server.run('staging', ...statements);
  const staging = stagingRecord.parse({
    schemaVersion: 1,
    target: 'http://127.0.0.1:1',
    database: server.dsn('staging'),
  });
  return compareWithProduction('database', parity, { staging, projectDir, env: {}, now });
}

test('a copy of production is what production is', async () => {
  expect(await mirrorAfter()).toMatchObject({ undeclared: [], tolerated: [], declared: [], unused: [] });
});

test.each<[broken: string, statement: string, differences: [string, string][]]>([
  ['an index is dropped', 'DROP INDEX orders_customer', [['index/public.orders.orders_customer', 'high']]],
  ['a setting is changed', `ALTER DATABASE staging SET "TimeZone" TO 'Asia/Tokyo'`, [['setting/TimeZone', 'high']]],
  ['a size is changed', `ALTER DATABASE staging SET work_mem TO '64MB'`, [['setting/work_mem', 'low']]],
  [
    'a column is gone',
    'ALTER TABLE orders DROP COLUMN total',
    [
      ['column/public.orders.total', 'high'],
      ['constraint/public.orders.orders_total_check', 'high'],
    ],
  ],
  [
    'a column may be empty',
    'ALTER TABLE orders ALTER customer DROP NOT NULL',
    [['column/public.orders.customer', 'high']],
  ],
  [
    'a foreign key is gone',
    'ALTER TABLE orders DROP CONSTRAINT orders_customer_fkey',
    [['constraint/public.orders.orders_customer_fkey', 'high']],
  ],
  ['a table is gone', 'DROP TABLE orders', [['table/public.orders', 'high']]],
  ['a table is too many', 'CREATE TABLE tried (id int PRIMARY KEY)', [['table/public.tried', 'medium']]],
  [
    'a migration was not run',
    'DELETE FROM knex_migrations WHERE id = 2',
    [['migration/public.knex_migrations.002_orders.js', 'high']],
  ],
  [
    'an extension is missing',
    'ALTER TABLE customers ALTER email TYPE text; DROP EXTENSION citext',
    [
      ['column/public.customers.email', 'high'],
      ['extension/citext', 'high'],
    ],
  ],
])('%s: exactly that is named', async (_, statement, differences) => {
  const { undeclared } = await mirrorAfter(statement);
  expect(undeclared.map(({ id, risk }) => [id.replace(/^database\//, ''), risk])).toEqual(differences);
});

test('data is no difference', async () => {
  expect(await mirrorAfter(`INSERT INTO customers VALUES (1, 'a@example.org')`)).toMatchObject({ undeclared: [] });
});

test('a staging without a database is neither a mirror nor a failure', async () => {
  await server.run('postgres', 'DROP DATABASE IF EXISTS staging');
  const staging = stagingRecord.parse({
    schemaVersion: 1,
    target: 'http://127.0.0.1:1',
    database: server.dsn('staging'),
  });
  const comparing = compareWithProduction('database', parity, { staging, projectDir, env: {}, now });
  await expect(comparing).rejects.toMatchObject({ reasonCode: 'staging-unreachable' });
});
