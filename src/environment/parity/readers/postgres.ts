import type { Client } from 'pg';
import type { Fact } from '../../../records/snapshot.js';
import { beginReading, withDatabase } from '../../database/connection.js';
import { mostFacts, type Read } from '../reader.js';
import { placeName, unreadable } from '../text-source.js';
import { catalogs, migrationTables, migrationTablesSql } from './postgres-catalogs.js';

/**
 * A PostgreSQL database by its catalogs: server version, settings, extensions, schemas, tables, columns, indexes,
 * constraints, roles, and the names of the migrations that were applied. Of the data nothing else is read.
 */
export const readPostgres: Read = async (source, { limitMs }) => {
  const where = placeName(source);
  if (!/^postgres(ql)?:\/\//.test(source))
    throw unreadable(
      'configuration',
      `The reader of PostgreSQL needs a connection string, postgresql://…, in parity.yaml.`,
    );
  const asking = {
    ...{ name: 'gonogo parity', statementLimitMs: limitMs },
    trouble: `The database ${where} cannot be read`,
  };
  return withDatabase(source, asking, async (client) => {
    await beginReading(client, limitMs);
    return [...(await catalogFacts(client)), ...(await migrationFacts(client, where))];
  });
};

async function catalogFacts(client: Client): Promise<Fact[]> {
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

async function migrationFacts(client: Client, where: string): Promise<Fact[]> {
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
