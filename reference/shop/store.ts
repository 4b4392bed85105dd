import { createHash } from 'node:crypto';
import pg from 'pg';
import { onStop } from '../process.js';
import { settings } from './settings.js';

/** A pool or the one connection of a transaction. */
export type Connection = Pick<pg.PoolClient, 'query'>;

export const pool = new pg.Pool({ connectionString: settings.database, max: 8, connectionTimeoutMillis: 2_000 });
pool.on('error', (error) => console.error('shop: an idle database connection broke:', error.message));
onStop(() => pool.end());

const names = new Map<string, string>();

/** All rows of a statement; each distinct text is prepared once per connection. */
export async function rows<T>(text: string, values: unknown[] = [], on: Connection = pool): Promise<T[]> {
  let name = names.get(text);
  if (!name) names.set(text, (name = createHash('md5').update(text).digest('hex')));
  return (await on.query({ name, text, values })).rows as T[];
}

/** The first row, if there is one. */
export async function row<T>(text: string, values: unknown[] = [], on: Connection = pool): Promise<T | undefined> {
  return (await rows<T>(text, values, on))[0];
}

/** Runs an act whole or not at all. */
export async function transaction<T>(act: (connection: Connection) => Promise<T>): Promise<T> {
  const connection = await pool.connect();
  try {
    await connection.query('BEGIN');
    const result = await act(connection);
    await connection.query('COMMIT');
    return result;
  } catch (error) {
    await connection.query('ROLLBACK').catch(() => undefined);
    throw error;
  } finally {
    connection.release();
  }
}
