import type { Client } from 'pg';
import type { Finding } from '../../finding.js';
import { quoted } from '../../database/tables.js';
import { defineDataCheck } from '../data-check.js';
import { columnOf } from '../sql.js';

/** Columns that point at others. */
interface Reference {
  name: string;
  from: string;
  to: string;
  columns: { here: string; there: string }[];
}

interface Constraint {
  name: string;
  from: string;
  to: string;
  here: string[];
  there: string[];
}

/** Foreign keys, those of partitions by their parents' alone. A load with triggers off leaves orphans in spite of them. */
const foreignKeys = `
  SELECT k.conrelid::regclass::text || ' (' || k.conname || ')' AS name,
         k.conrelid::regclass::text AS "from", k.confrelid::regclass::text AS "to",
         array(SELECT a.attname::text FROM unnest(k.conkey) WITH ORDINALITY AS u (n, i)
               JOIN pg_catalog.pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.n ORDER BY u.i) AS here,
         array(SELECT a.attname::text FROM unnest(k.confkey) WITH ORDINALITY AS u (n, i)
               JOIN pg_catalog.pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = u.n ORDER BY u.i) AS there
  FROM pg_catalog.pg_constraint k
  WHERE k.contype = 'f' AND k.conparentid = 0
  ORDER BY 1`;

/** An order of nobody, a line of no order: what masking or a partial copy tore apart. */
export default defineDataCheck({
  isDeclared: () => true,
  judge: async ({ client, likeness }) => {
    const { rows } = await client.query<Constraint>(foreignKeys);
    const known = rows.map(({ here, there, ...one }): Reference => ({
      ...one,
      columns: here.map((column, at) => ({ here: quoted(column), there: quoted(there[at] ?? column) })),
    }));
    const declared = likeness.references.map(({ from, to }): Reference => {
      const [here, there] = [columnOf(from), columnOf(to)];
      return { name: from, from: here.table, to: there.table, columns: [{ here: here.column, there: there.column }] };
    });
    const findings: Finding[] = [];
    for (const reference of [...known, ...declared]) {
      const orphans = await orphansOf(client, reference);
      if (orphans === 0) continue;
      findings.push({
        what: `Rows of ${reference.name} point at nothing`,
        expected: `a row of ${reference.to} for each`,
        actual: `${orphans} without one`,
        advice: 'Copy both tables at one moment, and mask keys alike on both sides.',
      });
    }
    return { findings, promise: `${known.length + declared.length} references lead somewhere, row by row.` };
  },
});

async function orphansOf(client: Client, { from, to, columns }: Reference): Promise<number> {
  const there = columns.map((one) => `here.${one.here} IS NOT NULL`).join(' AND ');
  const same = columns.map((one) => `there.${one.there} = here.${one.here}`).join(' AND ');
  const { rows } = await client.query<{ n: string }>(
    `SELECT count(*) AS n FROM ${from} AS here WHERE ${there} AND NOT EXISTS (SELECT FROM ${to} AS there WHERE ${same})`,
  );
  return Number(rows[0]?.n);
}
