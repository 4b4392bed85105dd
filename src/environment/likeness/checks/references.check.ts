import type { Client } from 'pg';
import type { Finding } from '../../finding.js';
import { quoted } from '../../database/tables.js';
import { defineDataCheck, judgedOfNone, nothingToJudge } from '../data-check.js';
import { foreignKeysOf } from '../relations.js';
import { columnOf } from '../sql.js';

/** Columns that point at others. */
interface Reference {
  name: string;
  from: string;
  to: string;
  columns: { here: string; there: string }[];
}

/**
 * An order of nobody, a line of no order: what masking or a partial copy tore apart. Foreign keys are gone through, too:
 * a load with triggers off leaves orphans in spite of them.
 */
export default defineDataCheck({
  isDeclared: () => true,
  judge: async ({ client, likeness, production }) => {
    const keys = await foreignKeysOf(client);
    if (keys.length + likeness.references.length === 0) return judgedOfNone('foreign key', production.foreignKeys);
    const known = keys.map(({ here, there, ...one }): Reference => ({
      ...one,
      columns: here.map((column, at) => ({ here: quoted(column), there: quoted(there[at] ?? column) })),
    }));
    const declared = likeness.references.map(({ from, to }): Reference => {
      const [here, there] = [columnOf(from), columnOf(to)];
      return { name: from, from: here.table, to: there.table, columns: [{ here: here.column, there: there.column }] };
    });
    const findings: Finding[] = [];
    let looked = 0;
    for (const reference of [...known, ...declared]) {
      const { rows, orphans } = await rowsThatPoint(client, reference);
      looked += rows;
      if (orphans === 0) continue;
      findings.push({
        what: `Rows of ${reference.name} point at nothing`,
        expected: `a row of ${reference.to} for each`,
        actual: `${orphans} without one`,
        advice: 'Copy both tables at one moment, and mask keys alike on both sides.',
      });
    }
    if (looked === 0)
      throw nothingToJudge('No row of staging points at another by a foreign key or a declared reference');
    return {
      findings,
      promise: `${known.length + declared.length} references lead somewhere, in all of ${looked} rows.`,
    };
  },
});

/** How many rows point at another, and how many of them at none that is there. */
async function rowsThatPoint(
  client: Client,
  { from, to, columns }: Reference,
): Promise<{ rows: number; orphans: number }> {
  const points = columns.map((one) => `here.${one.here} IS NOT NULL`).join(' AND ');
  const same = columns.map((one) => `there.${one.there} = here.${one.here}`).join(' AND ');
  const { rows } = await client.query<{ rows: string; orphans: string }>(
    `SELECT count(*) AS rows, count(*) FILTER (WHERE NOT EXISTS (SELECT FROM ${to} AS there WHERE ${same})) AS orphans
     FROM ${from} AS here WHERE ${points}`,
  );
  return { rows: Number(rows[0]?.rows), orphans: Number(rows[0]?.orphans) };
}
