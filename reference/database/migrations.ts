import { readdirSync, readFileSync } from 'node:fs';
import type { Client } from 'pg';

const folder = new URL('../../migrations/', import.meta.url);

/** One step of the schema: `003-delivery-estimates.sql` has number 3. */
interface Migration {
  number: number;
  name: string;
  sql: string;
}

/** All migrations in order. */
export function migrations(): Migration[] {
  const names = readdirSync(folder).filter((name) => /^\d{3}-/.test(name));
  return names
    .toSorted()
    .map((name) => ({ number: Number(name.slice(0, 3)), name, sql: readFileSync(new URL(name, folder), 'utf8') }));
}

/** The statements that fill an empty database. */
export function seed(): string {
  return readFileSync(new URL('seed.sql', folder), 'utf8');
}

/** Runs what this database has not seen yet, up to a number, each in its own transaction. */
export async function migrate(client: Client, upTo: number): Promise<void> {
  await client.query(
    'CREATE TABLE IF NOT EXISTS migrations (number int PRIMARY KEY, name text NOT NULL, ran_at timestamptz NOT NULL DEFAULT now())',
  );
  const seen = await client.query<{ number: number }>('SELECT number FROM migrations');
  const done = new Set(seen.rows.map((row) => row.number));
  for (const { number, name, sql } of migrations()) {
    if (number > upTo || done.has(number)) continue;
    await client.query('BEGIN');
    await client.query(sql);
    await client.query('INSERT INTO migrations (number, name) VALUES ($1, $2)', [number, name]);
    await client.query('COMMIT');
  }
}

/** Undoes what came after a number, for one of which there is a way back: `migrations/back-to-<number>.sql`. */
export async function migrateBack(client: Client, to: number): Promise<void> {
  await client.query('BEGIN');
  await client.query(readFileSync(new URL(`back-to-${to}.sql`, folder), 'utf8'));
  await client.query('DELETE FROM migrations WHERE number > $1', [to]);
  await client.query('COMMIT');
}
