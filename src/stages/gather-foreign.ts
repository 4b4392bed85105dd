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
  const now = new Date();
  const begun = { startedAt: now.toISOString(), utcOffsetMinutes: 0 - now.getTimezoneOffset() };
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
      foreign: { ...begun, refused: { reasonCode: 'configuration', message } },
    };
  }
  const gathered = await ended(child, { ...place, rawFile });
  return { ...gathered, foreign: { ...begun, ...leftAt(report, rawFile) } };
}

/**
 * When the report was written, or why it is not read. A link could lead out of the run, who opens a pipe waits for
 * somebody to write into it, and what is too large would be too large for every reader after this: these go.
 */
function leftAt(report: string, rawFile: string): Pick<ForeignRun, 'refused' | 'writtenMs'> {
  try {
    const left = lstatSync(report, { throwIfNoEntry: false });
    if (left === undefined) return {};
    const flaw = left.isFile() ? tooLarge(left) : 'is no plain file';
    if (flaw === undefined) return { writtenMs: left.mtimeMs };
    rmSync(report, { recursive: true, force: true });
    return { refused: unparsable(`The report ${rawFile} ${flaw}: it was removed unread.`) };
  } catch (error) {
    // What a tool leaves is no defect of gonogo's, and must not cost the run what its other checks found.
    if (!(error instanceof Error && 'code' in error)) throw error;
    return { refused: unparsable(`The report ${rawFile} cannot be looked at: ${error.message}.`) };
  }
}

function unparsable(message: string): ForeignRun['refused'] {
  return { reasonCode: 'unparsable', message };
}

function tooLarge({ size }: Stats): string | undefined {
  return size > largestBytes ? `has ${size} bytes, and ${largestBytes} are the most that are read` : undefined;
}
