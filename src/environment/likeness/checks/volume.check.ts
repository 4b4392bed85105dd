import { percent } from '../../../records/figure.js';
import { defineDataCheck } from '../data-check.js';
import { rowsOf } from '../rows.js';

/** What is fast with a hundred rows is not with a million: staging has its declared share of production's. */
export default defineDataCheck({
  isDeclared: () => true,
  judge: async ({ client, likeness, production }) => {
    const findings = [];
    for (const { table, leastShare } of likeness.tables) {
      const there = production.tables.find((one) => one.table === table)?.rows ?? 0;
      const here = await rowsOf(client, table);
      if (there > 0 && here >= leastShare * there) continue;
      findings.push({
        what: `${table} is too small`,
        expected:
          there === 0
            ? 'rows in production to compare with'
            : `${Math.ceil(leastShare * there)} rows, ${percent(leastShare)} of production's ${there}`,
        actual: there === 0 ? 'none there' : `${here}`,
        advice:
          there === 0
            ? 'Take the snapshot again, or take the table out of parity.yaml.'
            : 'Copy more of production, masked, or make more.',
      });
    }
    return { findings, promise: `${likeness.tables.length} tables have their share of production's rows.` };
  },
});
