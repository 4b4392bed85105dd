import { rowsOf } from '../profile.js';
import { defineDataCheck } from '../data-check.js';

/** A table that is empty on staging alone hides whatever reads it. */
export default defineDataCheck({
  isDeclared: () => true,
  judge: async ({ client, likeness: { mayBeEmpty }, production }) => {
    const filled = production.tables.filter(({ rows }) => rows > 0);
    const empty: string[] = [];
    for (const { table } of filled) if ((await rowsOf(client, table)) === 0) empty.push(table);
    const findings = empty
      .filter((table) => !mayBeEmpty.some((one) => one.table === table))
      .map((table) => ({
        what: `${table} is empty`,
        expected: `rows, as in production (${filled.find((one) => one.table === table)?.rows})`,
        actual: 'none',
        advice: 'Fill it, or declare it under mayBeEmpty in parity.yaml with a reason and an owner.',
      }));
    const unused = mayBeEmpty
      .filter(({ table }) => !empty.includes(table))
      .map(({ table }) => ({
        what: `mayBeEmpty names ${table} in vain`,
        expected: 'a table that production fills and staging does not',
        actual: filled.some((one) => one.table === table) ? 'it has rows' : 'production has no rows in it either',
        advice: 'Take it out of parity.yaml.',
      }));
    return {
      findings: [...findings, ...unused],
      promise: `Of the ${filled.length} tables that production fills none is empty.`,
    };
  },
});
