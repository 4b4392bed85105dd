import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from 'pg';
import { beginReading } from '../database/connection.js';
import type { ReadableColumn } from './readable-columns.js';
import { quotedNameOf, sampleOf, type Table } from '../database/tables.js';

export interface ReadingLimits {
  /** Tables up to so many rows are read in full. */
  fullRows: number;
  /** Of larger ones about so many rows are drawn. */
  sampleRows: number;
  /** No statement may take longer, nor wait for a lock. */
  statementLimitMs: number;
  /** Characters of one value that are looked at. */
  valueCharacters: number;
  /** After each fetch the database has so much rest, as a share of the fetch's time. */
  restShare: number;
}

/** What was read of a table, so far. */
export interface Reading {
  /** Rows of the table; undefined until they were counted. */
  rows: number | undefined;
  /** Rows that were read: all of them, or a sample. */
  read: number;
  isSample: boolean;
  /** Values that are longer than the limit: of these only the beginning was read. */
  cut: number;
}

/** About so many characters come at once: what a fetch may cost in memory. */
const fetchCharacters = 2_000_000;
const mostRows = 2000;

/**
 * Streams a table's rows in one read-only transaction; those of a large table by a sample of them.
 *
 * @param reading is filled in while it goes on
 * @param isTime throws when the scan has to end
 */
export async function readRows(
  client: Client,
  table: Table,
  columns: readonly ReadableColumn[],
  limits: ReadingLimits,
  reading: Reading,
  onRow: (values: readonly (string | null)[]) => void,
  isTime: () => void,
): Promise<void> {
  const { statementLimitMs, fullRows, sampleRows, valueCharacters, restShare } = limits;
  await beginReading(client, statementLimitMs);
  const from = `ONLY ${quotedNameOf(table)}`;
  const atMost = await count(client, `(SELECT FROM ${from} LIMIT ${fullRows + 1}) AS first_rows`);
  const isSample = atMost > fullRows;
  const rows = isSample ? await count(client, from) : atMost;
  Object.assign(reading, { rows, isSample });
  const sample = isSample ? sampleOf(rows, sampleRows) : '';
  const list = columns.map(({ sql }) => `left(${sql}, ${valueCharacters + 1})`);
  await client.query(`DECLARE gonogo NO SCROLL CURSOR FOR SELECT ${list.join(', ')} FROM ${from}${sample}`);
  for (let size = 100; ;) {
    isTime();
    const startedAt = performance.now();
    const fetch = { text: `FETCH ${size} FROM gonogo`, rowMode: 'array' as const };
    const { rows: fetched } = await client.query<(string | null)[]>(fetch);
    const tookMs = performance.now() - startedAt;
    if (fetched.length === 0) break;
    let characters = 0;
    for (const row of fetched) {
      for (const [index, text] of row.entries()) {
        if (text === null) continue;
        characters += text.length;
        if (text.length <= valueCharacters) continue;
        reading.cut += 1;
        row[index] = text.slice(0, valueCharacters);
      }
      onRow(row);
    }
    reading.read += fetched.length;
    size = Math.max(1, Math.min(mostRows, size * 4, Math.floor((fetchCharacters * fetched.length) / (characters + 1))));
    if (restShare > 0) await pause(Math.min(1000, tookMs * restShare));
  }
  await client.query('COMMIT');
}

async function count(client: Client, from: string): Promise<number> {
  const { rows } = await client.query<{ n: string }>(`SELECT count(*) AS n FROM ${from}`);
  return Number(rows[0]?.n);
}
