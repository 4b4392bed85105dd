import { SetupError } from '../../../records/setup-error.js';
import type { Finding } from '../../finding.js';
import { quoted } from '../../database/tables.js';
import { defineDataCheck } from '../data-check.js';

interface Sequence {
  schema: string;
  table: string;
  column: string;
  sequence: string;
  readable: boolean;
}

/** Sequences that columns of their own draw from, upwards: of `serial` and of identity. */
const owned = `
  SELECT n.nspname AS schema, c.relname AS table, a.attname AS column, s.oid::regclass::text AS sequence,
         has_sequence_privilege(s.oid, 'SELECT') AS readable
  FROM pg_catalog.pg_depend d
  JOIN pg_catalog.pg_class s ON s.oid = d.objid AND s.relkind = 'S' AND d.classid = 'pg_catalog.pg_class'::regclass
  JOIN pg_catalog.pg_sequence q ON q.seqrelid = s.oid AND q.seqincrement > 0
  JOIN pg_catalog.pg_class c ON c.oid = d.refobjid AND d.refclassid = 'pg_catalog.pg_class'::regclass
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum = d.refobjsubid
  WHERE d.deptype IN ('a', 'i')
  ORDER BY 1, 2, 3`;

/** After a restore without its sequences the first order of the day collides with an old one. */
export default defineDataCheck({
  isDeclared: () => true,
  judge: async ({ client }) => {
    const { rows } = await client.query<Sequence>(owned);
    const hidden = rows.find(({ readable }) => !readable);
    if (hidden !== undefined)
      throw new SetupError(
        `This role may not read the sequence ${hidden.sequence}: GRANT SELECT on it.`,
        'setup-failed',
        'environment',
      );
    const findings: Finding[] = [];
    for (const { schema, table, column, sequence } of rows) {
      // The largest first: whoever adds a row in between draws from the sequence before.
      const most = await client.query<{ most: string | null }>(
        `SELECT max(${quoted(column)})::text AS most FROM ${quoted(schema)}.${quoted(table)}`,
      );
      const next = await client.query<{ next: string }>(
        `SELECT (last_value + CASE WHEN is_called THEN 1 ELSE 0 END)::text AS next FROM ${sequence}`,
      );
      const [largest, drawn] = [most.rows[0]?.most ?? undefined, next.rows[0]?.next];
      if (largest === undefined || drawn === undefined || BigInt(drawn) > BigInt(largest)) continue;
      findings.push({
        what: `The sequence of ${schema}.${table}.${column} is behind its table`,
        expected: `a next value beyond ${largest}, the largest there is`,
        actual: drawn,
        advice: `SELECT setval('${sequence}', ${largest}).`,
      });
    }
    return { findings, promise: `${rows.length} sequences are ahead of their columns.` };
  },
});
