import { SetupError } from '../../../records/setup-error.js';
import type { Finding } from '../../finding.js';
import { quoted, quotedNameOf } from '../../database/tables.js';
import { defineDataCheck, judgedOfNone } from '../data-check.js';
import { ownedSequencesOf } from '../relations.js';

/** After a restore without its sequences the first order of the day collides with an old one. */
export default defineDataCheck({
  isDeclared: () => true,
  judge: async ({ client, production }) => {
    const sequences = await ownedSequencesOf(client);
    if (sequences.length === 0) return judgedOfNone('sequence of a column', production.sequences);
    const hidden = sequences.find(({ readable }) => !readable);
    if (hidden !== undefined)
      throw new SetupError(
        `This role may not read the sequence ${hidden.sequence}: GRANT SELECT on it.`,
        'setup-failed',
        'environment',
      );
    const findings: Finding[] = [];
    for (const { schema, table, column, sequence } of sequences) {
      // The largest first: whoever adds a row in between draws from the sequence before.
      const most = await client.query<{ most: string | null }>(
        `SELECT max(${quoted(column)})::text AS most FROM ${quotedNameOf({ schema, name: table })}`,
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
    return { findings, promise: `${sequences.length} sequences are ahead of their columns.` };
  },
});
