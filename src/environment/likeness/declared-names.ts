import type { Client } from 'pg';
import type { Likeness } from '../../records/likeness.js';
import { SetupError } from '../../records/setup-error.js';
import { nameOf, tablesOf } from '../database/tables.js';

/**
 * Holds every table and column that parity.yaml names to those that the database has.
 * @throws SetupError that names what is not there: a slip of the pen, or what a migration renamed.
 */
export async function refuseUnknownNames(
  client: Client,
  { synced, tables, links, references }: Likeness,
  side: 'staging' | 'production',
): Promise<void> {
  const known = new Set<string>();
  for (const table of await tablesOf(client)) {
    known.add(nameOf(table));
    for (const { name } of table.columns) known.add(`${nameOf(table)}.${name}`);
  }
  const pairs = [...links, ...references].flatMap(({ from, to }) => [from, to]);
  const columns = tables.flatMap(({ table, columns: all }) => all.map(({ column }) => `${table}.${column}`));
  const named = tables.map(({ table }) => table).concat(columns, pairs);
  // Production is nobody's copy.
  if (synced !== undefined && side === 'staging') named.push(synced.column);
  const unknown = [...new Set(named)].filter((name) => !known.has(name));
  if (unknown.length === 0) return;
  throw new SetupError(
    `"data" of parity.yaml names ${unknown.join(', ')}, which the database of ${side} does not have.`,
    'configuration',
    'environment',
  );
}
