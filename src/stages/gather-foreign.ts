import { lstatSync, rmSync, type Stats } from 'node:fs';
import path from 'node:path';
import type { ForeignCommand } from '../records/foreign.js';
import type { Gathering } from '../records/plan.js';
import { RefusedError } from '../tools/supervisor/handle.js';
import type { Supervisor } from '../tools/supervisor/index.js';
import { ended, type ForeignRun, type Gathered, type GatheringPlace } from './gathered.js';

/** Reports are text that is read at once; the largest that were seen in the wild have a few megabytes. */
const largestBytes = 20 * 1024 * 1024;

/**
 * Runs another tool's command under the supervisor, alone. Its report is a file of this run, which is not there before:
 * what an earlier run left somewhere cannot be taken for it.
 */
export async function gatherForeign(
  supervisor: Supervisor,
  gathering: Gathering,
  place: GatheringPlace,
  { command, format }: ForeignCommand,
): Promise<Gathered> {
  const rawFile = `evidence/raw/${gathering.id}.${format === 'junit' ? 'xml' : 'json'}`;
  const report = path.join(place.runDir, rawFile);
  const startedAt = new Date().toISOString();
  let child;
  try {
    child = await supervisor.start({
      name: gathering.id,
      command: command.map((word) => word.replaceAll('{report}', report)),
      cwd: place.projectDir,
      env: { ...place.env, GONOGO_REPORT: report },
    });
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error;
    const message = `Its command ${error.message}. Is it installed, and foreign in staging.config.ts right?`;
    return {
      rawFile,
      exit: { code: null },
      processMs: 0,
      foreign: { startedAt, refused: { reasonCode: 'configuration', message } },
    };
  }
  const gathered = await ended(child, { ...place, rawFile });
  const refused = refusalOf(report, rawFile);
  return { ...gathered, foreign: { startedAt, ...(refused === undefined ? {} : { refused }) } };
}

/** A link could lead out of the run, and what is too large would be too large for every reader after this: both go. */
function refusalOf(report: string, rawFile: string): ForeignRun['refused'] {
  const left = statsOf(report);
  if (left === undefined) return undefined;
  const flaw = left.isFile() ? tooLarge(left) : 'is no plain file';
  if (flaw === undefined) return undefined;
  rmSync(report, { recursive: true, force: true });
  return { reasonCode: 'unparsable', message: `The report ${rawFile} ${flaw}: it was removed unread.` };
}

function tooLarge({ size }: Stats): string | undefined {
  return size > largestBytes ? `has ${size} bytes, and ${largestBytes} are the most that are read` : undefined;
}

function statsOf(file: string): Stats | undefined {
  return lstatSync(file, { throwIfNoEntry: false });
}
