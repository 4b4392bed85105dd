import { nameOf, tablesOf } from '../../database/tables.js';
import { defineDataCheck, nothingToJudge } from '../data-check.js';
import { rowsOf } from '../rows.js';

/** A table that is empty on staging alone hides whatever reads it. */
export default defineDataCheck({
  isDeclared: () => true,
  judge: async ({ client, likeness: { mayBeEmpty }, production }) => {
    const filled = production.tables.filter(({ rows }) => rows > 0);
    if (filled.length === 0) throw nothingToJudge('No table of production has a row');
    const known = new Set((await tablesOf(client)).map(nameOf));
    const empty = new Set<string>();
    for (const { table } of filled) if (!known.has(table) || (await rowsOf(client, table)) === 0) empty.add(table);
    const findings = filled
      .filter(({ table }) => empty.has(table) && !mayBeEmpty.some((one) => one.table === table))
      .map(({ table, rows }) => ({
        what: `${table} is ${known.has(table) ? 'empty' : 'not there'}`,
        expected: `rows, as in production (${rows})`,
        actual: 'none',
        advice: 'Fill it, or declare it under mayBeEmpty in parity.yaml with a reason and an owner.',
      }));
    const unused = mayBeEmpty
      .filter(({ table }) => !empty.has(table))
      .map(({ table }) => ({
        what: `mayBeEmpty names ${table} in vain`,
        expected: 'a table that production fills and staging does not',
        actual: filled.some((one) => one.table === table) ? 'it has rows' : 'production has no rows in it',
        advice: 'Take it out of parity.yaml.',
      }));
    return {
      findings: [...findings, ...unused],
      promise: `Of the ${filled.length} tables that production fills none is empty.`,
    };
  },
});
