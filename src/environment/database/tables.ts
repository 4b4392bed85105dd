import type { Client } from 'pg';

/** A column, by PostgreSQL's catalogs; of a domain its base type. */
export interface Column {
  name: string;
  type: string;
  /** `typcategory` of pg_type: S text, A array, N number, D date … */
  category: string;
}

export interface Table {
  schema: string;
  name: string;
  columns: Column[];
}

/**
 * Every table, partition, materialized view and foreign table of every schema that is not the system's, with its
 * columns. The catalogs tell everybody of all, also of what may not be read.
 */
export async function tablesOf(client: Client): Promise<Table[]> {
  const { rows } = await client.query<Column & { schema: string; table: string }>(`
    WITH RECURSIVE base AS (
      SELECT oid, oid AS root FROM pg_catalog.pg_type WHERE typtype <> 'd'
      UNION ALL SELECT d.oid, base.root FROM pg_catalog.pg_type d JOIN base ON d.typbasetype = base.oid WHERE d.typtype = 'd'
    )
    SELECT n.nspname AS schema, c.relname AS table, a.attname AS name, t.typname AS type,
           t.typcategory AS category
    FROM pg_catalog.pg_class c
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    JOIN base ON base.oid = a.atttypid
    JOIN pg_catalog.pg_type t ON t.oid = base.root
    WHERE c.relkind IN ('r', 'm', 'f') AND n.nspname NOT IN ('pg_catalog', 'information_schema')
      AND n.nspname !~ '^pg_(toast|temp)'
    ORDER BY n.nspname, c.relname, a.attnum`);
  const tables = new Map<string, Table>();
  for (const { schema, table, ...column } of rows) {
    const key = JSON.stringify([schema, table]);
    const known = tables.get(key) ?? { schema, name: table, columns: [] };
    known.columns.push(column);
    tables.set(key, known);
  }
  return [...tables.values()];
}

/** `public.orders`, as findings say it. */
export function nameOf({ schema, name }: Table): string {
  return `${schema}.${name}`;
}

/** The same for SQL. */
export function quotedNameOf({ schema, name }: Pick<Table, 'schema' | 'name'>): string {
  return `${quoted(schema)}.${quoted(name)}`;
}

/** `public.orders` of a configuration, for SQL. */
export function quotedParts(name: string): string {
  return name.split('.').map(quoted).join('.');
}

/**
 * For SQL, behind a table's name: draws about `wanted` of its rows. Row by row (Bernoulli), not page by page: rows of one
 * page are alike, and a bound needs independent draws. The same seed draws the same rows again.
 */
export function sampleOf(rows: number, wanted: number): string {
  return ` TABLESAMPLE BERNOULLI (${Math.min(100, (100 * wanted) / rows)}) REPEATABLE (20250101)`;
}

export function quoted(identifier: string): string {
  return `"${identifier.replaceAll('"', '""')}"`;
}
