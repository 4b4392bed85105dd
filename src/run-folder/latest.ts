import { lstatSync, readlinkSync, realpathSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { reportsDirOf } from './files.js';

/**
 * Makes sure that `latest`, which pipelines read, is still this run: it was pointed here at the very beginning, and
 * what suites do in between is up to them. What took its place is put aside, unless it is a run that began later.
 * @returns why `latest` is not this run; undefined: it is.
 */
export function keepLatest(runDir: string, say: (line: string) => void): string | undefined {
  const latest = path.join(reportsDirOf(runDir), 'latest');
  if (leadsTo(latest, runDir)) return undefined;
  const later = laterRun(latest, path.basename(runDir));
  const lost = later === undefined ? putBack(latest, runDir, say) : laterInWords(latest, later);
  if (lost !== undefined) say(lost);
  return lost;
}

function leadsTo(latest: string, runDir: string): boolean {
  try {
    return realpathSync(latest) === realpathSync(runDir);
  } catch {
    return false;
  }
}

/** The id of a run in the same folder that took `latest` over when it began. Ids begin with their time. */
function laterRun(latest: string, ownId: string): string | undefined {
  const id = /^runs\/(\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ-[0-9a-f]{6})$/.exec(whatIs(latest))?.[1];
  return id !== undefined && timeIn(id) >= timeIn(ownId) ? id : undefined;
}

function timeIn(runId: string): string {
  return runId.slice(0, runId.indexOf('Z'));
}

function laterInWords(latest: string, id: string): string {
  return `${latest} is another run, ${id}, which began later: runs at the same time need an --out of their own.`;
}

function putBack(latest: string, runDir: string, say: (line: string) => void): string | undefined {
  const was = whatIs(latest);
  const id = path.basename(runDir);
  const next = path.join(path.dirname(latest), `.latest-${id}`);
  try {
    rmSync(next, { force: true });
    symlinkSync(path.join('runs', id), next);
    // Over a link in one step. A folder has to make room first, and is kept: nobody knows what it is.
    if (was === aFolder) renameSync(latest, path.join(path.dirname(runDir), `displaced-by-${id}-at-its-end`));
    renameSync(next, latest);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return `${latest} was replaced during the run, and cannot be put back: ${why}`;
  }
  say(`${latest} was replaced during the run (by ${was}), and is put back. Does a suite write there?`);
  return undefined;
}

const aFolder = 'a folder';

/** Where a link leads, or in words what else is there. */
function whatIs(latest: string): string {
  const found = lstatSync(latest, { throwIfNoEntry: false });
  if (found === undefined) return 'nothing';
  if (found.isSymbolicLink()) return readlinkSync(latest);
  return found.isDirectory() ? aFolder : 'a file';
}
