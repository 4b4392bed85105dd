import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { staging, type Staging } from '../../records/staging.js';

export type StagingRead =
  { kind: 'found'; staging: Staging; from: string } | { kind: 'none' } | { kind: 'ignored'; why: string };

/** The environment variable that holds the record for runs by hand: of the web server that Playwright started, or of the config. */
export const recordVariable = 'GONOGO_STAGING_RECORD';

/** Matches the one JSON line that a staging prints when it is up; the group's name becomes `recordVariable`. */
export const recordLine = /^(?<gonogo_staging_record>\{.*"target":"https?:.*\})\r?$/m;

/**
 * The staging that tests run against: the file named by `GONOGO_STAGING`, the record in the environment, or
 * else `.gonogo/staging.json` of a staging in another terminal.
 * @throws Error when a record is there and can't be read as one.
 */
export function readStaging(env: NodeJS.ProcessEnv, projectDir: string): StagingRead {
  const named = env['GONOGO_STAGING'];
  if (named !== undefined) {
    // While tests are only listed, the engine's staging may not be up yet.
    return existsSync(named)
      ? found(readFileSync(named, 'utf8'), named)
      : { kind: 'ignored', why: `${named} is not there (GONOGO_STAGING names it).` };
  }
  const printed = env[recordVariable];
  if (printed !== undefined) {
    const started = found(printed, 'the line that the staging printed');
    if (isAlive(started.staging.pid)) return started;
  }
  const file = join(projectDir, '.gonogo', 'staging.json');
  if (!existsSync(file)) return { kind: 'none' };
  const kept = found(readFileSync(file, 'utf8'), file);
  if (isAlive(kept.staging.pid)) return kept;
  return {
    kind: 'ignored',
    why: `${file} is of a staging that no longer runs (process ${kept.staging.pid}): ignored.`,
  };
}

function found(text: string, from: string): Extract<StagingRead, { kind: 'found' }> {
  const parsed = staging.safeParse(parseJson(text, from));
  if (!parsed.success) throw new Error(`${from} is not a staging record:\n${z.prettifyError(parsed.error)}`);
  return { kind: 'found', staging: parsed.data, from };
}

function parseJson(text: string, from: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`${from} is not JSON: write a staging record, or delete it. ${String(error)}`, { cause: error });
  }
}

/** A record without a process (a staging that others run) counts as alive. */
function isAlive(pid: number | undefined): boolean {
  if (pid === undefined) return true;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
