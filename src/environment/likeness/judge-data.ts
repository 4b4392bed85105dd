import type { Client } from 'pg';
import type { DataProfile, Likeness } from '../../records/likeness.js';
import type { Parity } from '../../records/parity.js';
import { SetupError } from '../../records/setup-error.js';
import { beginReading, withDatabase } from '../database/connection.js';
import type { Comparing } from '../parity/compare-with-production.js';
import { filledIn, type Named } from '../parity/filled-in.js';
import { readSnapshot } from '../parity/snapshot-file.js';
import type { DataJudgement } from './data-check.js';
import { dataChecks } from './data-checks.js';
import { refuseUnknownNames } from './declared-names.js';
import { profileOf } from './profile.js';

/** A scan of a table of production's size has an end. */
const statementLimitMs = 60_000;

/**
 * Judges staging's data by the check of this name, beside what the snapshot tells of production's.
 * @throws SetupError when either side could not be read, or is too small or too old to be compared: that is no pass.
 */
export async function judgeData(
  name: string,
  { data, snapshot: template, maxAgeDays }: Pick<Parity, 'data' | 'snapshot' | 'maxAgeDays'>,
  { staging, projectDir, env, now, limitMs }: Comparing,
): Promise<DataJudgement> {
  const check = dataChecks[name];
  if (check === undefined)
    throw new Error(`There is no check of the data called ${name}: ${Object.keys(dataChecks).join(', ')} are.`);
  if (data === undefined)
    throw new SetupError('parity.yaml has no "data": see docs/guides/realistic-data.md.', 'configuration');
  const file = filledIn(template, { staging, env });
  const { data: production } = readSnapshot(projectDir, file, maxAgeDays, now);
  if (production === undefined)
    throw new SetupError(
      `${file} tells nothing of production's data: take another with "gonogo snapshot".`,
      'no-evidence',
      'environment',
    );
  const database = filledIn(data.staging, { staging, env });
  return reading({ database, likeness: data, side: 'staging', limitMs }, (client) =>
    check.judge({ client, likeness: data, production, now }),
  );
}

/** What production's data is like, for its snapshot. @throws SetupError */
export async function profileProduction(likeness: Likeness, named: Named): Promise<DataProfile> {
  if (likeness.production === undefined)
    throw new SetupError('"data" in parity.yaml does not say where production is: add "production".', 'configuration');
  const database = filledIn(likeness.production, named);
  return reading({ database, likeness, side: 'production' }, (client) => profileOf(client, likeness));
}

interface Reading {
  database: string;
  likeness: Likeness;
  side: 'staging' | 'production';
  limitMs?: number | undefined;
}

function reading<T>(
  { database, likeness, side, limitMs = statementLimitMs }: Reading,
  ask: (client: Client) => Promise<T>,
): Promise<T> {
  const asking = {
    ...{ name: 'gonogo data', statementLimitMs: limitMs },
    trouble: `The data of ${side} could not be read`,
  };
  return withDatabase(database, asking, async (client) => {
    await beginReading(client, limitMs);
    await refuseUnknownNames(client, likeness, side);
    return ask(client);
  });
}
