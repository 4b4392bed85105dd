import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import type { LockWatch } from '../../records/drill.js';
import { quotedParts } from '../database/tables.js';
import { whyUnread } from '../database/trouble.js';
import { tallyLocks, type LockSeen } from './lock-tally.js';

const everyMs = 20;
/** A database that is well says something by then; that it did not is a gap, and told as one. */
const answerLimitMs = 10_000;

/**
 * Every lock that a session of this database waits for, and those on tables that it has, readers' aside: nobody is kept
 * from anything by them. Autovacuum, whose sessions have no user, gives up what it has when somebody asks.
 */
const locksSql = `
  SELECT l.pid, l.mode, l.granted, n.nspname || '.' || c.relname AS "table"
  FROM pg_locks l
  JOIN pg_stat_activity a ON a.pid = l.pid AND a.datname = current_database() AND a.usesysid IS NOT NULL
  LEFT JOIN pg_class c ON l.locktype = 'relation' AND c.oid = l.relation AND c.relkind IN ('r', 'p', 'm')
  LEFT JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'
  WHERE l.pid <> pg_backend_pid()
    AND (NOT l.granted OR (n.oid IS NOT NULL AND l.mode NOT IN ('AccessShareLock', 'RowShareLock')))`;

/**
 * Looks at the database's locks fifty times a second until it is told to stop. Needs no rights but to connect. Whatever
 * keeps it from looking is told as a flaw of what it saw: a release is deployed all the same.
 * @param tables whose rows are counted at the end.
 * @returns a function that stops it and says what it saw.
 */
export async function watchLocks(
  database: string | undefined,
  tables: readonly string[],
): Promise<() => Promise<LockWatch>> {
  const blind = (flaw: string) => async (): Promise<LockWatch> => ({
    ...{ looks: 0, longestGapMs: 0, held: [], rows: {} },
    flaw,
  });
  if (database === undefined)
    return blind('the staging record has no "database": give it the PostgreSQL connection string');
  const client = new pg.Client({
    connectionString: database,
    application_name: 'gonogo drill',
    connectionTimeoutMillis: answerLimitMs,
    query_timeout: answerLimitMs,
    statement_timeout: answerLimitMs,
  });
  // A server that goes away in between would otherwise end the process; the query under way fails and says so.
  client.on('error', () => undefined);
  try {
    await client.connect();
  } catch (error) {
    return blind(whyUnread(error));
  }
  const stopped = new AbortController();
  const watching = lookOn(client, stopped.signal);
  return async () => {
    stopped.abort();
    const { tally, flaw } = await watching;
    const seen = tally.end(performance.now());
    const rows = await rowsOf(client, tables).finally(() => client.end().catch(() => undefined));
    return { ...seen, rows, ...(flaw === undefined ? {} : { flaw }) };
  };
}

async function lookOn(client: pg.Client, stop: AbortSignal) {
  const tally = tallyLocks(performance.now());
  try {
    for (;;) {
      const { rows } = await client.query<LockSeen>(locksSql);
      tally.add(performance.now(), rows);
      if (stop.aborted) return { tally, flaw: undefined };
      await pause(everyMs, undefined, { signal: stop }).catch(() => undefined);
    }
  } catch (error) {
    return { tally, flaw: whyUnread(error) };
  }
}

/** A table that cannot be counted has no forecast: the lock itself was measured all the same. */
async function rowsOf(client: pg.Client, tables: readonly string[]): Promise<Record<string, number>> {
  const counted: Record<string, number> = {};
  for (const table of tables) {
    const answer = await client
      .query<{ rows: number }>(`SELECT count(*)::float8 AS rows FROM ${quotedParts(table)}`)
      .catch(() => undefined);
    const [row] = answer === undefined ? [] : answer.rows;
    if (row !== undefined) counted[table] = row.rows;
  }
  return counted;
}
