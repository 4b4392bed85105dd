import pg from 'pg';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { LockWatch } from '../../records/drill.js';
import { startPostgres, type PostgresServer } from '../postgres-server.test-data.js';
import { watchLocks } from './watch-locks.js';

let postgres: PostgresServer;
let database: string;
beforeAll(async () => {
  postgres = await startPostgres();
  await postgres.run('postgres', 'CREATE DATABASE shop');
  database = postgres.dsn('shop');
  await postgres.run(
    'shop',
    'CREATE TABLE orders (id int PRIMARY KEY, total int)',
    'INSERT INTO orders SELECT n, n FROM generate_series(1, 500) AS n',
    `CREATE ROLE watcher LOGIN PASSWORD 'only-for-tests'`,
  );
}, 60_000);
afterAll(() => postgres.stop());

/** What is seen while this is done. */
async function seenDuring(act: () => Promise<unknown>, dsn: string | undefined = database): Promise<LockWatch> {
  const stop = await watchLocks(dsn, ['public.orders', 'public.gone']);
  await act();
  return stop();
}

async function session(): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: database });
  await client.connect();
  return client;
}

/** Somebody else waits for a lock, by the server's own word. */
async function untilSomebodyWaits(client: pg.Client): Promise<void> {
  const waiting = async () => expect((await client.query('SELECT 1 FROM pg_locks WHERE NOT granted')).rowCount).toBe(1);
  await vi.waitFor(waiting, { timeout: 10_000 });
}

/** The watch has begun another look since now, and ended it. */
async function untilLookedAt(client: pg.Client): Promise<void> {
  const sql = `SELECT 1 FROM pg_stat_activity
    WHERE application_name = 'gonogo drill' AND query_start > $1 AND state = 'idle'`;
  const { rows } = await client.query<{ now: string }>('SELECT clock_timestamp()::text AS now');
  const looked = async () => expect((await client.query(sql, [rows[0]!.now])).rowCount).toBe(1);
  await vi.waitFor(looked, { timeout: 10_000, interval: 5 });
}

test.each(['admin', 'watcher'])(
  'as %s: sees which table a migration locks, for how long, and who waits',
  async (role) => {
    const [migration, customer, admin] = [await session(), await session(), await session()];
    const held = { atLeastMs: 0, atMostMs: 0 };
    const watch = await seenDuring(
      async () => {
        const askedMs = performance.now();
        await migration.query('BEGIN; ALTER TABLE orders ADD COLUMN note text');
        const hadMs = performance.now();
        const waiting = customer.query('SELECT total FROM orders WHERE id = 7');
        await untilSomebodyWaits(admin);
        await untilLookedAt(admin);
        held.atLeastMs = performance.now() - hadMs;
        await migration.query('ROLLBACK');
        held.atMostMs = performance.now() - askedMs;
        await waiting;
      },
      postgres.dsn('shop', role),
    );
    await Promise.all([migration, customer, admin].map((client) => client.end()));
    const [seen] = watch.held;
    expect(seen).toMatchObject({ table: 'public.orders', mode: 'AccessExclusiveLock' });
    expect(seen!.atMostMs).toBeGreaterThanOrEqual(held.atLeastMs);
    expect(seen!.atLeastMs).toBeLessThanOrEqual(held.atMostMs);
    expect(watch.waited).toMatchObject({ table: 'public.orders', mode: 'AccessShareLock' });
    expect(watch.migration!.atMostMs).toBeGreaterThanOrEqual(held.atLeastMs);
    expect(watch.flaw).toBeUndefined();
    // The other role may not read the table, and so cannot count its rows.
    expect(watch.rows).toEqual(role === 'admin' ? { 'public.orders': 500 } : {});
  },
);

test('orders lock no table', async () => {
  const customer = await session();
  const { held, migration, looks } = await seenDuring(async () => {
    await customer.query('UPDATE orders SET total = total + 1 WHERE id < 100');
    await customer.query('SELECT count(*) FROM orders');
    await untilLookedAt(customer);
  });
  await customer.end();
  expect(held).toEqual([]);
  expect(migration).toBeUndefined();
  expect(looks).toBeGreaterThan(0);
});

test('a database that is not given, not there or not open to us is told, and the deploy goes on', async () => {
  const nothing = async () => undefined;
  const none = await (await watchLocks(undefined, []))();
  expect(none).toMatchObject({ looks: 0, flaw: expect.stringContaining('has no "database"') });
  const gone = await seenDuring(nothing, 'postgresql://shop:geheim@127.0.0.1:1/shop');
  expect(gone).toMatchObject({ looks: 0, flaw: 'nothing listens at this address' });
  const closed = await seenDuring(nothing, postgres.dsn('shop').replace('only-for-tests', 'wrong-password'));
  expect(closed.flaw).toBe('it does not take this password');
  expect(JSON.stringify([none, gone, closed])).not.toMatch(/geheim|wrong-password/);
});

test('a connection that is ended in between is a flaw', async () => {
  const admin = await session();
  const watch = await seenDuring(async () => {
    const end = () =>
      admin.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'gonogo drill'`);
    await vi.waitFor(async () => expect((await end()).rowCount).toBe(1));
    await vi.waitFor(async () => expect((await end()).rowCount).toBe(0));
  });
  await admin.end();
  expect(watch.flaw).toMatch(/ended by the administrator|connection/i);
});
