import type { Client } from 'pg';
import { percent } from '../../records/figure.js';
import { SetupError } from '../../records/setup-error.js';
import type { ScannedTable } from './findings.js';
import { prevalenceBelow } from './prevalence.js';
import { readableColumns } from './readable-columns.js';
import { isStatementTrouble, whyUnread } from '../database/trouble.js';
import type { Limits } from './scan-options.js';
import { readRows, type Reading } from './table-rows.js';
import { talliesOf } from './table-tallies.js';
import { nameOf, type Table } from '../database/tables.js';
import type { Validator } from './validator.js';

export interface ScannedTables {
  scanned: ScannedTable[];
  /** What was not read, or not enough: with any of these nothing is proved. */
  unread: string[];
}

/** Reads one table after the other. What is in the way of one table is told, and the next one is read. */
export async function scanTables(
  client: Client,
  tables: readonly Table[],
  validators: readonly Validator[],
  limits: Limits,
  isTime: () => void,
): Promise<ScannedTables> {
  const { synthetic, onProgress, valueCharacters, maximumPrevalence } = limits;
  const scanned: ScannedTable[] = [];
  const unread: string[] = [];
  for (const [done, table] of tables.entries()) {
    const name = nameOf(table);
    onProgress?.({ table: name, done, of: tables.length });
    const columns = readableColumns(table, validators);
    if (columns.length === 0) continue;
    const isDeclared = synthetic?.some((declared) => declared.table === name) === true;
    const tallies = talliesOf(table.name, columns, validators, isDeclared);
    const reading: Reading = { rows: undefined, read: 0, isSample: false, cut: 0 };
    let trouble: unknown;
    try {
      isTime();
      await readRows(client, table, columns, limits, reading, tallies.row, isTime);
    } catch (error) {
      trouble = error;
    }
    // What was seen before the trouble was seen: it stays a finding.
    const decisions = tallies.decide();
    const bound = prevalenceBelow(reading.read);
    const proved = reading.isSample && decisions.length === 0 ? { prevalenceBelow: bound } : {};
    scanned.push({ table: name, ...reading, decisions, inventedRows: tallies.inventedRows(), ...proved });
    if (reading.cut > 0)
      unread.push(`${reading.cut} values of ${name} were read in their first ${valueCharacters} characters only`);
    if (reading.isSample && bound > maximumPrevalence)
      unread.push(
        `a sample of ${reading.read} rows of ${name} proves a prevalence below ${percent(bound)}, and ${percent(maximumPrevalence)} is asked for`,
      );
    if (trouble === undefined) continue;
    unread.push(`${name} was not read: ${trouble instanceof SetupError ? trouble.message : whyUnread(trouble)}`);
    if (isStatementTrouble(trouble) && (await isRolledBack(client))) continue;
    const rest = tables.slice(done + 1).map(nameOf);
    if (rest.length > 0) unread.push(`not reached: ${rest.join(', ')}`);
    break;
  }
  return { scanned, unread };
}

async function isRolledBack(client: Client): Promise<boolean> {
  return client.query('ROLLBACK').then(
    () => true,
    () => false,
  );
}
