import type { Client } from 'pg';
import type { Bin, ColumnProfile, DataProfile, Likeness, Pair, SpreadKind } from '../../records/likeness.js';
import { nameOf, tablesOf } from '../database/tables.js';
import { foreignKeysOf, ownedSequencesOf } from './relations.js';
import { rowsOf, sampleOfLarge } from './rows.js';
import { columnOf, formatOf } from './sql.js';

/** Categories and formats that are rarer are told together: a rare one may be one person's. */
const leastTold = 0.01;
const deciles = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];

/**
 * What production's data is like: the rows of every table, and of the declared columns and links their shares. Reads, and
 * keeps no row; throttled by nothing but the statement limit of the transaction that it is called in.
 */
export async function profileOf(client: Client, { tables, links }: Likeness): Promise<DataProfile> {
  const [sequences, keys] = [await ownedSequencesOf(client), await foreignKeysOf(client)];
  const profile: DataProfile = { tables: [], links: [], sequences: sequences.length, foreignKeys: keys.length };
  for (const table of await tablesOf(client)) {
    const name = nameOf(table);
    const rows = await rowsOf(client, name);
    const columns: ColumnProfile[] = [];
    for (const { column, spread } of tables.find((one) => one.table === name)?.columns ?? [])
      columns.push(await columnProfileOf(client, { name: `${name}.${column}`, spread, rows }));
    profile.tables.push({ table: name, rows, columns });
  }
  for (const link of links) profile.links.push({ ...link, ...(await linkProfileOf(client, link)) });
  return profile;
}

interface Profiled {
  /** `public.orders.total`. */
  name: string;
  spread: SpreadKind;
  /** Rows of its table. */
  rows: number;
}

/** One column, over the bins of production where these are given: of numbers its own deciles else. */
export async function columnProfileOf(
  client: Client,
  { name, spread, rows }: Profiled,
  given?: readonly Bin[],
): Promise<ColumnProfile> {
  const { table, column } = columnOf(name);
  const value =
    spread === 'numbers' ? `${column}::float8` : spread === 'formats' ? formatOf(column) : `left(${column}::text, 200)`;
  const from = `${table}${sampleOfLarge(rows)}`;
  const counts = await client.query<{ values: string; there: string; different: string }>(
    `SELECT count(*) AS values, count(${column}) AS there, count(DISTINCT ${column}) AS different FROM ${from}`,
  );
  const [values, there, different] = [counts.rows[0]?.values, counts.rows[0]?.there, counts.rows[0]?.different].map(
    Number,
  );
  if (values === undefined || there === undefined || different === undefined)
    throw new TypeError('a count without a row');
  const of = { value, from: `${from} WHERE ${column} IS NOT NULL`, there };
  const bins = spread === 'numbers' ? await numberBins(client, of, given) : await labelBins(client, of, given);
  return {
    ...{ column: name, spread, values, bins },
    absent: values === 0 ? 0 : 1 - there / values,
    distinct: there === 0 ? 0 : different / there,
  };
}

/** How many values a column has, and which share of them the other one has. */
export async function linkProfileOf(client: Client, { from, to }: Pair): Promise<{ values: number; found: number }> {
  const [here, there] = [columnOf(from), columnOf(to)];
  const sample = sampleOfLarge(await rowsOf(client, here.name));
  const { rows } = await client.query<{ values: string; found: string }>(
    `SELECT count(*) AS values, count(*) FILTER (WHERE EXISTS
       (SELECT FROM ${there.table} AS there WHERE there.${there.column} = here.${here.column})) AS found
     FROM ${here.table}${sample} AS here WHERE here.${here.column} IS NOT NULL`,
  );
  const [values, found] = [Number(rows[0]?.values), Number(rows[0]?.found)];
  return { values, found: values === 0 ? 0 : found / values };
}

interface Values {
  /** An expression of SQL. */
  value: string;
  /** Table and condition. */
  from: string;
  /** How many there are. */
  there: number;
}

async function labelBins(client: Client, { value, from, there }: Values, given?: readonly Bin[]): Promise<Bin[]> {
  const { rows } = await client.query<{ label: string; n: string }>(
    given === undefined
      ? `SELECT ${value} AS label, count(*) AS n FROM ${from} GROUP BY 1 HAVING count(*) >= ${there * leastTold} ORDER BY 2 DESC, 1 LIMIT 50`
      : {
          text: `SELECT ${value} AS label, count(*) AS n FROM ${from} AND ${value} = ANY ($1) GROUP BY 1`,
          values: [labelsOf(given)],
        },
  );
  const shares = new Map(rows.map(({ label, n }) => [label, Number(n) / there]));
  const labels = given === undefined ? [...shares.keys()] : labelsOf(given);
  const told = labels.map((label) => ({ value: label, share: shares.get(label) ?? 0 }));
  return [...told, { share: rest(told) }];
}

async function numberBins(client: Client, { value, from, there }: Values, given?: readonly Bin[]): Promise<Bin[]> {
  const edges = given === undefined ? await edgesOf(client, { value, from, there }) : edgesIn(given);
  const { rows } = await client.query<{ bin: number; n: string }>(
    `SELECT width_bucket(${value}, $1::float8[]) AS bin, count(*) AS n FROM ${from} GROUP BY 1`,
    [edges],
  );
  const shares = new Map(rows.map(({ bin, n }) => [bin, Number(n) / there]));
  const told = edges.map((edge, at) => ({ value: edge, share: shares.get(at + 1) ?? 0 }));
  return [...told, { share: rest(told) }];
}

async function edgesOf(client: Client, { value, from }: Values): Promise<number[]> {
  const { rows } = await client.query<{ edges: number[] | null }>(
    `SELECT percentile_disc($1::float8[]) WITHIN GROUP (ORDER BY ${value}) AS edges FROM ${from}`,
    [deciles],
  );
  return [...new Set(rows[0]?.edges)];
}

function edgesIn(bins: readonly Bin[]): number[] {
  return bins.flatMap(({ value }) => (typeof value === 'number' ? [value] : []));
}

function labelsOf(bins: readonly Bin[]): string[] {
  return bins.flatMap(({ value }) => (typeof value === 'string' ? [value] : []));
}

/** What is left for the bin of all others; a last bit below 0 is none. */
function rest(bins: readonly Bin[]): number {
  return Math.max(0, 1 - bins.reduce((sum, { share }) => sum + share, 0));
}
