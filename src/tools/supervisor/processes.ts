import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

/** Which processes are meant: whole groups, and whatever carries a mark (`NAME=value`) in its environment. */
export interface Family {
  groups: readonly number[];
  mark: string;
  /** When its first process was started, by `startOf`: who is older carries no mark of it. Absent: all are looked at. */
  since?: number | undefined;
}

/** A signal, how long to wait for it to work, and whether it also goes to those that left their group. */
export interface Step {
  signal: NodeJS.Signals;
  waitMs: number;
  reach: 'groups' | 'all';
}

interface Survivors {
  groups: number[];
  /** Marked processes outside these groups. */
  pids: number[];
}

/**
 * Sends one signal after the other until nobody of the family is left, looking ten times a second.
 * @returns who is left in spite of it all
 */
export async function end(family: Family, steps: readonly Step[]): Promise<Survivors> {
  let left = survivors(family, 'all');
  // Looked at twice: a fork can slip through one look.
  if (isNobody(left) && isNobody(survivors(family, 'all'))) return left;
  for (const { signal, waitMs, reach } of steps) {
    left = survivors(family, reach);
    const until = performance.now() + waitMs;
    let sent = false;
    while (!isNobody(left) && performance.now() < until) {
      // A fork can slip through between looking and killing: SIGKILL is repeated, the polite ones are not.
      if (!sent || signal === 'SIGKILL') for (const target of targets(left)) send(target, signal);
      sent = true;
      await pause(100);
      left = survivors(family, reach);
    }
  }
  return survivors(family, 'all');
}

function isNobody({ groups, pids }: Survivors): boolean {
  return groups.length + pids.length === 0;
}

function targets({ groups, pids }: Survivors): number[] {
  return [...groups.map((group) => -group), ...pids];
}

/** @returns false when there is nobody to send it to. */
export function send(target: number, signal: NodeJS.Signals | 0): boolean {
  try {
    process.kill(target, signal);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function survivors({ groups, mark, since = 0 }: Family, reach: Step['reach']): Survivors {
  const answering = groups.filter((group) => send(-group, 0));
  if (reach === 'groups' && answering.length === 0) return { groups: [], pids: [] };
  if (process.platform !== 'linux') {
    return { groups: answering, pids: reach === 'all' ? markedByPs(mark) : [] };
  }
  const living = livingProcesses();
  // A group of dead processes that nobody has waited for yet still answers to signals.
  const alive = answering.filter((group) => living.some((each) => each.group === group));
  if (reach === 'groups') return { groups: alive, pids: [] };
  const marked = living.filter(
    ({ pid, group, start }) => start >= since && !alive.includes(group) && pid !== process.pid && isMarked(pid, mark),
  );
  return { groups: alive, pids: marked.map(({ pid }) => pid) };
}

interface Living {
  group: number;
  /** In hundredths of a second since the system was booted. */
  start: number;
}

/** Process ids from /proc, zombies left out. */
function livingProcesses(): (Living & { pid: number })[] {
  const names = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return names.flatMap((name) => {
    const living = livingProcess(Number(name));
    return living === undefined ? [] : [{ pid: Number(name), ...living }];
  });
}

function livingProcess(pid: number): Living | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The command's name comes in parentheses and may hold anything, parentheses too. The first behind it is field 3.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [state, , group] = fields;
    return state === 'Z' || state === 'X' ? undefined : { group: Number(group), start: Number(fields[19]) };
  } catch {
    return undefined;
  }
}

/** The process group of a living process; undefined for one that has ended, waited for or not (Linux). */
export function livingGroup(pid: number): number | undefined {
  return livingProcess(pid)?.group;
}

/** When a living process was started, on a clock that all of them share; undefined where nobody can tell. */
export function startOf(pid: number): number | undefined {
  return livingProcess(pid)?.start;
}

/** Whether a process was started with `mark` in its environment. Somebody else's process counts as not marked. */
export function isMarked(pid: number, mark: string): boolean {
  try {
    return `\0${readFileSync(`/proc/${pid}/environ`, 'latin1')}`.includes(`\0${mark}\0`);
  } catch {
    return false;
  }
}

/** macOS has no /proc, but its `ps` shows the environment of one's own processes. Untested there. */
function markedByPs(mark: string): number[] {
  try {
    const listed = execFileSync('ps', ['eww', '-ax', '-o', 'pid=,command='], {
      encoding: 'utf8',
      timeout: 3000,
      maxBuffer: 1e8,
    });
    const lines = listed.split('\n').filter((line) => ` ${line} `.includes(` ${mark} `));
    return lines.map((line) => Number.parseInt(line, 10)).filter((pid) => pid > 1 && pid !== process.pid);
  } catch {
    return [];
  }
}
