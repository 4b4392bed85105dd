import pg from 'pg';
import { onStop } from '../process.js';
import { log } from './log.js';
import { settings } from './settings.js';

/**
 * Asks the database and gives all rows. What stands in `${…}` travels beside the statement as a parameter, never as a
 * part of its text.
 */
export type Sql = <T>(statement: TemplateStringsArray, ...values: unknown[]) => Promise<T[]>;

export const pool = new pg.Pool({
  connectionString: settings.database,
  application_name: `shop ${settings.release.version}`,
  max: 8,
  connectionTimeoutMillis: 2_000,
});
pool.on('error', (error) => log('warn', `an idle database connection broke: ${error.message}`));
onStop(() => pool.end());

// Every statement of the sources has a name, under which each connection prepares it once.
const names = new Map<TemplateStringsArray, string>();

export const sql = over(pool);

function over(connection: Pick<pg.PoolClient, 'query'>): Sql {
  return async <T>(statement: TemplateStringsArray, ...values: unknown[]) => {
    const name = names.get(statement) ?? `statement_${names.size + 1}`;
    names.set(statement, name);
    const text = statement.reduce((before, after, index) => `${before}$${index}${after}`);
    return (await connection.query({ name, text, values })).rows as T[];
  };
}

/** Runs an act whole or not at all. What belongs to it asks through the `sql` that it is given. */
export async function transaction<T>(act: (sql: Sql) => Promise<T>): Promise<T> {
  const connection = await pool.connect();
  try {
    await connection.query('BEGIN');
    const result = await act(over(connection));
    await connection.query('COMMIT');
    return result;
  } catch (error) {
    await connection.query('ROLLBACK').catch(() => undefined);
    throw error;
  } finally {
    connection.release();
  }
}
