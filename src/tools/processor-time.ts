import { readFileSync, readlinkSync, realpathSync } from 'node:fs';

/** Linux counts in hundredths of a second whatever its own clock does (USER_HZ, proc(5)). */
const tickMs = 10;

/**
 * Processor time in ms of those children of this process that have ended and were waited for, and of theirs that they
 * had waited for themselves; getrusage(2)'s RUSAGE_CHILDREN, which Node does not tell. Not counted: who still lives, and
 * who outlived its parent, since another process waits for it (a killed browser's renderers).
 *
 * @param stat the text of /proc/self/stat
 * @returns undefined where the system does not say (all but Linux)
 */
export function childrenProcessorMs(stat: string | undefined = statOf('self')): number | undefined {
  // The command's name comes in parentheses and may hold anything, parentheses too.
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
  // cutime and cstime are fields 16 and 17 of proc(5); the first here is field 3.
  const ticks = [fields?.[13], fields?.[14]].map((field) => (field === undefined ? NaN : Number(field)));
  const sum = ticks.reduce((one, other) => one + other, 0);
  return Number.isFinite(sum) && sum >= 0 ? sum * tickMs : undefined;
}

/**
 * Processor time in ms of another process, all its threads.
 * @returns undefined where the system does not say, and of a process that is gone
 */
export function processorMsOf(pid: number): number | undefined {
  const stat = statOf(`${pid}`);
  // utime and stime are fields 14 and 15 of proc(5); the first here is field 3.
  const [utime, stime] =
    stat
      ?.slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .slice(11, 13)
      .map(Number) ?? [];
  return utime === undefined || stime === undefined ? undefined : (utime + stime) * tickMs;
}

/** Is this the very program that the process runs? A script is not: its interpreter is. False where nobody knows. */
export function isRunning(program: string, pid: number): boolean {
  try {
    return readlinkSync(`/proc/${pid}/exe`) === realpathSync(program);
  } catch {
    return false;
  }
}

/** Processor time in ms of this very process, all its threads. */
export function ownProcessorMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

function statOf(process: string): string | undefined {
  try {
    return readFileSync(`/proc/${process}/stat`, 'utf8');
  } catch {
    return undefined;
  }
}
