import type { Staging } from '../records/staging.js';
import { readStaging } from '../tools/playwright/staging-record.js';

/**
 * The record of the staging that this run tests.
 * @throws Error saying how to get a staging, when there is none.
 */
export function stagingOfRun(): Staging {
  const read = readStaging(process.env, process.cwd());
  if (read.kind === 'found') return read.staging;
  const why = read.kind === 'ignored' ? ` ${read.why}` : '';
  throw new Error(
    `There is no staging to test.${why} Start one with "npm run staging" in another terminal, or name its record in GONOGO_STAGING.`,
  );
}
