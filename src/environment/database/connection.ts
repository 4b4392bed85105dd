import pg from 'pg';
import { SetupError } from '../../records/setup-error.js';
import { isStatementTrouble, whyUnread } from './trouble.js';

/** A database that is well says something by then. */
const answerLimitMs = 10_000;

/** How a database is asked. */
export interface Asking {
  /** What this connection says it is for: `gonogo personal data`. */
  name: string;
  /** No statement may take longer, in milliseconds, here and on the server's side. */
  statementLimitMs: number;
  /** What cannot be done without the database, for the error: `The database of staging could not be scanned`. */
  trouble: string;
}

/**
 * Connects, asks, and hangs up whatever happens.
 * @throws SetupError when nobody answers, does not let this role in, or refuses a statement: `staging-unreachable` or
 *   `setup-failed`; and whatever else `ask` throws.
 */
export async function withDatabase<T>(
  connectionString: string,
  { name, statementLimitMs, trouble }: Asking,
  ask: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({
    connectionString,
    application_name: name,
    connectionTimeoutMillis: Math.min(answerLimitMs, statementLimitMs),
    // On this side too: a server that hangs does not keep its own limits.
    query_timeout: statementLimitMs + answerLimitMs,
  });
  // A server that goes away in between would otherwise end the process; the query under way fails and says so.
  client.on('error', () => undefined);
  let isConnected = false;
  try {
    await client.connect();
    isConnected = true;
    return await ask(client);
  } catch (error) {
    if (!isTrouble(error)) throw error;
    const reasonCode = isConnected && isStatementTrouble(error) ? 'setup-failed' : 'staging-unreachable';
    throw new SetupError(`${trouble}: ${whyUnread(error)}.`, reasonCode, 'environment');
  } finally {
    await client.end().catch(() => undefined);
  }
}

/**
 * Begins a read-only transaction that sees one state of the database, and in which no statement, wait for a lock or
 * pause between two statements has no end. Names are told in full there, whatever the role's search path is.
 */
export async function beginReading(client: pg.Client, statementLimitMs: number): Promise<void> {
  // With row security on, rows of others would be left out in silence; off, the query fails and says so.
  await client.query(`BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;
    SET LOCAL row_security = off; SET LOCAL search_path = pg_catalog;
    SET LOCAL statement_timeout = ${statementLimitMs}; SET LOCAL lock_timeout = ${Math.ceil(statementLimitMs / 2)};
    SET LOCAL idle_in_transaction_session_timeout = ${4 * statementLimitMs}`);
}

/** What the driver throws: errors of the database by the name of `error`, and plain ones for the connection. */
function isTrouble(error: unknown): boolean {
  return error instanceof Error && /^error$/i.test(error.name);
}
