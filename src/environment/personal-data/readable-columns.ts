import type { Validator } from './validator.js';
import { quoted, type Column, type Table } from '../database/tables.js';
import { wordsOf } from './words.js';

/** How a column is asked for and looked at. */
export interface ReadableColumn {
  name: string;
  /** An expression of type text. */
  sql: string;
  isJson: boolean;
}

/** Neither text nor made of text: flags, spans, shapes, bits, ranges, enumerations (their labels are the schema's). */
const withoutText = new Set(['B', 'T', 'G', 'V', 'E', 'R', 'Z']);
const typesWithoutText = new Set([
  'uuid',
  'bytea',
  'tsvector',
  'tsquery',
  'pg_lsn',
  'xid8',
  'txid_snapshot',
  'oidvector',
]);
const numbersAndDates = new Set(['N', 'D']);

/**
 * The columns that can hold personal data: whatever is not known to be without text. Numbers and dates are looked at
 * where the name says that they are a card's, a phone's or a birthday's.
 */
export function readableColumns({ columns }: Table, validators: readonly Validator[]): ReadableColumn[] {
  return columns.flatMap(({ name, type, category }: Column) => {
    if (withoutText.has(category) || typesWithoutText.has(type)) return [];
    if (
      category === 'A' &&
      /^_(?:u?int\d|float\d|numeric|bool|uuid|bytea|date|timestamp|timestamptz|time|oid)$/.test(type)
    )
      return [];
    const words = wordsOf(name);
    if (numbersAndDates.has(category) && !validators.some(({ named }) => named.test(words))) return [];
    const isText = category === 'S' || category === 'I' || numbersAndDates.has(category);
    // to_json also unfolds arrays, composite values and hstore.
    return [{ name, sql: isText ? `${quoted(name)}::text` : `to_json(${quoted(name)})::text`, isJson: !isText }];
  });
}
