import type { Finding } from '../finding.js';
import type { SyntheticTable } from './scan-options.js';
import type { Reading } from './table-rows.js';
import type { ColumnDecision } from './table-tallies.js';
import type { Kind } from './validator.js';

/** What was read of a table, and what was found. */
export interface ScannedTable extends Reading {
  table: string;
  decisions: ColumnDecision[];
  /** Rows of made-up people, in a table that is declared to hold such. */
  inventedRows: number;
  /** Of a sample without a finding: fewer rows than this share hold personal data, at 95 % confidence. */
  prevalenceBelow?: number;
}

const plurals = new Map([
  ['date of birth', 'dates of birth'],
  ['e-mail address', 'e-mail addresses'],
  ['street address', 'street addresses'],
  ['IP address', 'IP addresses'],
]);

/** `1 e-mail address`, `2 e-mail addresses`: the noun alone. */
export function inPlural(kind: Kind, count: number): string {
  return count === 1 ? kind : (plurals.get(kind) ?? `${kind}s`);
}

/** Table, column, kind, count and what to do. Never a value: reports go where staging's data must not. */
export function findingsOf(tables: readonly ScannedTable[], synthetic: readonly SyntheticTable[]): Finding[] {
  const found = tables.flatMap(({ table, decisions, read, rows, isSample }) =>
    decisions.map(({ column, kind, count, confidence }) => {
      const of = isSample ? `a sample of ${read} rows (of ${String(rows)})` : `${read} rows`;
      const why = confidence === 'high' ? 'by the name and the values of the column' : 'by the values';
      return {
        what: `${table}, column ${column} holds personal data`,
        expected: 'nothing of real people',
        actual: `${count} ${inPlural(kind, count)} in ${of}, ${why}`,
        advice: 'Mask what is there, or declare a table of made-up people as synthetic.',
      };
    }),
  );
  return [...found, ...synthetic.flatMap((declared) => stale(declared, tables))];
}

/** An empty table says nothing about its declaration. */
function stale({ table, owner }: SyntheticTable, tables: readonly ScannedTable[]): Finding[] {
  const scanned = tables.find((one) => one.table === table);
  if (scanned !== undefined && (scanned.inventedRows > 0 || scanned.read === 0)) return [];
  const why =
    scanned === undefined
      ? 'there is no such table with text'
      : 'no row of it has e-mail addresses of test domains alone';
  return [
    {
      what: `${table} is declared as synthetic by ${owner}`,
      expected: 'rows of made-up people there',
      actual: why,
      advice: 'Remove the declaration, or mend the data.',
    },
  ];
}
