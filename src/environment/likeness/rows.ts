import type { Client } from 'pg';
import { quotedParts, sampleOf } from '../database/tables.js';

/** Tables up to so many rows are counted and read in full. */
const fullRows = 1_000_000;
/** Of larger ones about so many are drawn. */
const sampleRows = 500_000;

/** How many rows a table has: exact up to a million, and PostgreSQL's own estimate beyond. */
export async function rowsOf(client: Client, table: string): Promise<number> {
  const name = quotedParts(table);
  const first = await numberIn(
    client,
    `SELECT count(*) FROM (SELECT FROM ${name} LIMIT ${fullRows + 1}) AS first_rows`,
  );
  if (first <= fullRows) return first;
  const sql = `SELECT reltuples::bigint FROM pg_catalog.pg_class WHERE oid = '${name.replaceAll("'", "''")}'::regclass`;
  return Math.max(first, await numberIn(client, sql));
}

/** For SQL, behind the name of a table of so many rows: nothing, or what draws a sample of a large one. */
export function sampleOfLarge(rows: number): string {
  return rows <= fullRows ? '' : sampleOf(rows, sampleRows);
}

async function numberIn(client: Client, sql: string): Promise<number> {
  const { rows } = await client.query<string[]>({ text: sql, rowMode: 'array' });
  return Number(rows[0]?.[0]);
}
