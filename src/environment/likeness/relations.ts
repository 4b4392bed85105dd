import type { Client } from 'pg';

/** A sequence that a column draws from, upwards: of `serial` and of identity. */
export interface OwnedSequence {
  schema: string;
  table: string;
  column: string;
  /** For SQL. */
  sequence: string;
  /** Whether this role may read it. */
  readable: boolean;
}

/** A foreign key; of several columns, in their order. Tables are written for SQL, columns as they are. */
export interface ForeignKey {
  name: string;
  from: string;
  to: string;
  here: string[];
  there: string[];
}

/** All of the database. The catalogs tell everybody of all, also of what may not be read. */
export async function ownedSequencesOf(client: Client): Promise<OwnedSequence[]> {
  const { rows } = await client.query<OwnedSequence>(`
    SELECT n.nspname AS schema, c.relname AS table, a.attname AS column, s.oid::regclass::text AS sequence,
           has_sequence_privilege(s.oid, 'SELECT') AS readable
    FROM pg_catalog.pg_depend d
    JOIN pg_catalog.pg_class s ON s.oid = d.objid AND s.relkind = 'S' AND d.classid = 'pg_catalog.pg_class'::regclass
    JOIN pg_catalog.pg_sequence q ON q.seqrelid = s.oid AND q.seqincrement > 0
    JOIN pg_catalog.pg_class c ON c.oid = d.refobjid AND d.refclassid = 'pg_catalog.pg_class'::regclass
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum = d.refobjsubid
    WHERE d.deptype IN ('a', 'i')
    ORDER BY 1, 2, 3`);
  return rows;
}

/** All of the database, those of partitions by their parents' alone. */
export async function foreignKeysOf(client: Client): Promise<ForeignKey[]> {
  const { rows } = await client.query<ForeignKey>(`
    SELECT k.conrelid::regclass::text || ' (' || k.conname || ')' AS name,
           k.conrelid::regclass::text AS "from", k.confrelid::regclass::text AS "to",
           array(SELECT a.attname::text FROM unnest(k.conkey) WITH ORDINALITY AS u (n, i)
                 JOIN pg_catalog.pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.n ORDER BY u.i) AS here,
           array(SELECT a.attname::text FROM unnest(k.confkey) WITH ORDINALITY AS u (n, i)
                 JOIN pg_catalog.pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = u.n ORDER BY u.i) AS there
    FROM pg_catalog.pg_constraint k
    WHERE k.contype = 'f' AND k.conparentid = 0
    ORDER BY 1`);
  return rows;
}
