import { SetupError } from '../../records/setup-error.js';
import { tablesOf } from '../database/tables.js';
import { withDatabase } from '../database/connection.js';
import type { Finding } from '../finding.js';
import { findingsOf, type ScannedTable } from './findings.js';
import { limitsOf, type PersonalDataOptions } from './scan-options.js';
import { scanTables } from './scan-tables.js';
import { allValidators } from './validators.js';

export interface PersonalDataScan {
  findings: Finding[];
  tables: ScannedTable[];
  /** What could not be read besides: only with findings, since without any the scan fails. */
  unread: string[];
}

/**
 * Looks for personal data in every column that can hold text, of every table of a PostgreSQL database. Read-only and
 * streaming; tables of up to a million rows in full, larger ones by a sample with the bound that it proves.
 *
 * @throws SetupError when nothing was found, and something was not read, or by too small a sample: that proves nothing.
 */
export async function scanPersonalData(options: PersonalDataOptions): Promise<PersonalDataScan> {
  const limits = limitsOf(options);
  const { signal, timeLimitMs, statementLimitMs } = limits;
  if (options.database === undefined)
    throw new SetupError(
      'Nobody knows what data staging has: its record has no "database". Give it the PostgreSQL connection string.',
      'configuration',
    );
  const endsAt = performance.now() + timeLimitMs;
  const isTime = (): void => {
    if (signal?.aborted === true) throw new SetupError('the scan was interrupted', 'interrupted');
    if (performance.now() > endsAt)
      throw new SetupError(`the scan reached its limit of ${timeLimitMs} ms`, 'runner-timed-out');
  };
  const asking = {
    name: 'gonogo personal data',
    statementLimitMs,
    trouble: 'The database of staging could not be scanned for personal data',
  };
  return withDatabase(options.database, asking, async (client) => {
    const tables = await tablesOf(client);
    if (tables.length === 0)
      throw new SetupError(
        'The database has no tables outside of system schemas: is it the right one?',
        'zero-samples',
      );
    const validators = allValidators(limits.testDomains ?? []);
    const { scanned, unread } = await scanTables(client, tables, validators, limits, isTime);
    const findings = findingsOf(scanned, limits.synthetic ?? []);
    if (findings.length === 0 && unread.length > 0) throw unproved(unread);
    return { findings, tables: scanned, unread };
  });
}

function unproved(unread: readonly string[]): SetupError {
  return new SetupError(
    `No personal data was found, and that proves nothing: ${unread.join('; ')}.`,
    'too-few-samples',
    'environment',
  );
}
