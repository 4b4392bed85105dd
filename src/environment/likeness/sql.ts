import { quoted, quotedParts } from '../database/tables.js';

/** `public.orders.email` of parity.yaml: its table as parity.yaml names it and for SQL, its column for SQL. */
export function columnOf(name: string): { name: string; table: string; column: string } {
  const [schema = '', table = '', column = ''] = name.split('.');
  const of = `${schema}.${table}`;
  return { name: of, table: quotedParts(of), column: quoted(column) };
}

/** How a value is written: a run of letters is `a`, a digit is `9`, and all else stays. Of any alphabet. */
export function formatOf(column: string): string {
  const letters = '[^\\u0001-\\u0040\\u005B-\\u0060\\u007B-\\u007F]+';
  return `left(regexp_replace(regexp_replace(${column}::text, '${letters}', 'a', 'g'), '[0-9]', '9', 'g'), 60)`;
}
