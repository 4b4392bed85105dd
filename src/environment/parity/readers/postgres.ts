import pg from 'pg';
import type { SetupError } from '../../../records/setup-error.js';
import type { Fact } from '../../../records/snapshot.js';
import { mostFacts, type Read } from '../reader.js';
import { placeName, unreadable } from '../text-source.js';
import { catalogs, migrationTables, migrationTablesSql } from './postgres-catalogs.js';

/**
 * A PostgreSQL database by its catalogs: server version, settings, extensions, schemas, tables, columns, indexes,
 * constraints, roles, and the names of the migrations that were applied. Of the data nothing else is read. One
 * read-only transaction with a time limit for each statement: nobody who holds a lock keeps it waiting, or is kept waiting by it, for longer.
 */
export const readPostgres: Read = async (source, { limitMs }) => {
  const where = placeName(source);
  if (!/^postgres(ql)?:\/\//.test(source))
    throw unreadable(
      'configuration',
      `The reader of PostgreSQL needs a connection string, postgresql://…, in parity.yaml.`,
    );
  const client = new pg.Client({
    connectionString: source,
    application_name: 'gonogo parity',
    connectionTimeoutMillis: limitMs,
    // On this side too: a server that hangs does not keep its own limits.
    query_timeout: limitMs + 1000,
  });
  // A server that goes away in between would otherwise end the process; the query under way fails and says so.
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY');
    await client.query(`SET LOCAL statement_timeout = ${limitMs}; SET LOCAL lock_timeout = ${limitMs}`);
    // Whatever this role's search path is, names are told in full.
    await client.query('SET LOCAL search_path = pg_catalog');
    return [...(await catalogFacts(client)), ...(await migrationFacts(client, where))];
  } catch (error) {
    throw explained(error, where, limitMs);
  } finally {
    await client.end().catch(() => undefined);
  }
};

async function catalogFacts(client: pg.Client): Promise<Fact[]> {
  const facts: Fact[] = [];
  for (const { kind, sql } of catalogs) {
    const { rows } = await client.query<{ subject: string; value: string }>(`${sql} ORDER BY 1 LIMIT ${mostFacts + 1}`);
    for (const { subject, value } of rows) facts.push({ kind, subject, value });
  }
  return facts;
}

interface MigrationTable {
  quoted: string;
  name: string;
  table: string;
  readable: boolean;
  columns: string[];
}

async function migrationFacts(client: pg.Client, where: string): Promise<Fact[]> {
  const names = [...new Set(migrationTables.map(({ table }) => table))];
  const { rows } = await client.query<MigrationTable>(migrationTablesSql, [names]);
  const facts: Fact[] = [];
  for (const { quoted, name, table, readable, columns } of rows) {
    const known = migrationTables.find(
      (one) => one.table === table && one.columns.every((each) => columns.includes(each)),
    );
    if (known === undefined) continue;
    if (!readable)
      throw unreadable(
        'setup-failed',
        `${where}: this role may not read ${name}, where migrations are written down. Grant it SELECT on that table.`,
      );
    const label = known.columns.map((column) => `"${column}"::text`).join(` || '/' || `);
    const applied = await client.query<{ subject: string }>(
      `SELECT DISTINCT left(${label}, 300) AS subject FROM ${quoted} ORDER BY 1 LIMIT ${mostFacts + 1}`,
    );
    for (const { subject } of applied.rows)
      facts.push({ kind: 'migration', subject: `${name}.${subject}`, value: 'applied' });
  }
  return facts;
}

/** By the code of PostgreSQL, or of the network below it. */
const meanings: Readonly<Record<string, string>> = {
  '28000': 'lets this role not in: see pg_hba.conf',
  '28P01': 'does not take this password',
  '3D000': 'has no database of this name',
  '42501': 'does not give this role the right to read its catalogs',
  '53300': 'has no connection left',
  '55P03': 'did not answer a query of its catalogs in time: somebody holds a lock',
  '57014': 'did not answer a query of its catalogs in time',
  '57P03': 'is starting up or shutting down',
  ECONNREFUSED: 'is not there: nothing listens at this address',
  ENOTFOUND: 'is not there: its name leads nowhere',
};

function explained(error: unknown, where: string, limitMs: number): SetupError {
  const said = error as { code?: string; message?: string; name?: string; reasonCode?: string };
  if (said.name === 'SetupError') return error as SetupError;
  const meaning = said.code === undefined ? undefined : meanings[said.code];
  // The driver's own words hold no credentials: it tells hosts, roles and databases.
  const why = meaning === undefined ? `cannot be read within ${limitMs} ms: ${String(said.message)}` : meaning;
  return unreadable('staging-unreachable', `The database ${where} ${why}.`);
}
