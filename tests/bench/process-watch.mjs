// Who ran under a process, and how much processor time each took: looked up in /proc while they live.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/**
 * `ms` is what it had used when it was last seen; `parent` who had started it when it was first seen (of an orphan: the
 * leader of its session), nobody for the root.
 *
 * @typedef {{ pid: number, command: string, parent?: Seen, ms: number, startTicks: string }} Seen
 * @typedef {{ engineMs: number, supervisorMs: number, childrenMs: number }} Sampled processor time of a run of gonogo, as `timings.json` tells it too
 * @typedef {{ parentPid: number, session: number, ms: number, startTicks: string }} Stat
 */

/** Linux counts in hundredths of a second whatever its own clock does (USER_HZ, proc(5)). */
const tickMs = 10;

/**
 * Looks four times a second who lives below a process. The kernel adds a process's time to the parent that waits for
 * it, and a browser's renderers are waited for by nobody of the run: these are seen here. Missed is who lives shorter
 * than a look, and the last moment of everybody: a sum of these times is a lower bound.
 *
 * @param {number} rootPid
 * @param {{ proc?: string, everyMs?: number }} [options]
 * @returns {{ seen: () => Seen[] | undefined, end: () => Seen[] | undefined }} `end` takes a last look; undefined where
 *   there is no /proc (all but Linux), or the root was never seen
 */
export function watchProcesses(rootPid, { proc = '/proc', everyMs = 250 } = {}) {
  /** @type {Seen[]} */
  const all = [];
  /** @type {Map<number, Seen>} the last one of each process id; dead leaders too, whose orphans may come to light later */
  const ours = new Map();
  /** @type {Set<number>} looked at once, and not ours */
  let strangers = new Set();

  const look = () => {
    const pids = listed(proc);
    strangers = new Set(pids.filter((pid) => strangers.has(pid)));
    let newcomers = pids.flatMap((pid) => {
      const stat = strangers.has(pid) ? undefined : statOf(proc, pid);
      if (stat === undefined) return [];
      const known = ours.get(pid);
      // The same number, but another process: numbers are used again.
      if (known?.startTicks !== stat.startTicks) return [{ pid, stat }];
      known.ms = stat.ms;
      // A process bears its parent's name between fork and exec, and none once it has ended.
      known.command = commandOf(proc, pid) || known.command;
      return [];
    });
    // A newcomer's parent may be a newcomer as well: until nobody else belongs to us.
    for (let found = true; found;) {
      found = false;
      newcomers = newcomers.filter(({ pid, stat }) => {
        const parent = ours.get(stat.parentPid) ?? ours.get(stat.session);
        if (parent === undefined && (pid !== rootPid || ours.has(pid))) return true;
        const { ms, startTicks } = stat;
        const newcomer = { pid, command: commandOf(proc, pid), ...(parent && { parent }), ms, startTicks };
        all.push(newcomer);
        ours.set(pid, newcomer);
        found = true;
        return false;
      });
    }
    for (const { pid } of newcomers) strangers.add(pid);
  };

  look();
  const timer = setInterval(look, everyMs);
  const seen = () => (ours.has(rootPid) ? all : undefined);
  return {
    seen,
    end() {
      clearInterval(timer);
      look();
      return seen();
    },
  };
}

/**
 * @param {readonly Seen[]} seen @param {(one: Seen) => boolean} isMeant
 * @returns {number | undefined} what those that are meant used together; undefined when nobody is
 */
export function processorMs(seen, isMeant = () => true) {
  const meant = seen.filter(isMeant);
  return meant.length === 0 ? undefined : meant.reduce((sum, { ms }) => sum + ms, 0);
}

/**
 * @param {readonly Seen[]} seen the processes of one run of gonogo
 * @param {number} firstGatheringMs when the first gathering began, from the start of the engine's process: whoever was
 *   started before is one of the set-up's inquiries
 * @returns {Sampled | undefined} undefined when one of the three was not seen
 */
export function sampledOf(seen, firstGatheringMs) {
  const engine = seen.find(({ parent }) => parent === undefined);
  const supervisor = seen.find(({ parent, command }) => parent === engine && /supervisor\/main\.js( |$)/.test(command));
  if (engine === undefined || supervisor === undefined) return undefined;
  // Both starts are cut to a hundredth of a second.
  const isTool = (/** @type {Seen} */ { parent, startTicks }) =>
    parent === supervisor && (Number(startTicks) - Number(engine.startTicks) + 1) * tickMs >= firstGatheringMs;
  const tools = seen.filter(isTool);
  const childrenMs = processorMs(seen, (one) => tools.some((tool) => one === tool || isBelow(one, tool)));
  return childrenMs === undefined ? undefined : { engineMs: engine.ms, supervisorMs: supervisor.ms, childrenMs };
}

/** @param {Seen} one @param {Seen} other @returns {boolean} */
function isBelow({ parent }, other) {
  return parent !== undefined && (parent === other || isBelow(parent, other));
}

/** @param {string} proc @returns {number[]} nobody where there is no such folder */
function listed(proc) {
  try {
    return readdirSync(proc)
      .filter((name) => /^\d+$/.test(name))
      .map(Number);
  } catch {
    return [];
  }
}

/** @param {string} proc @param {number} pid @returns {Stat | undefined} undefined of one that has ended meanwhile, or tells nothing */
function statOf(proc, pid) {
  try {
    const stat = readFileSync(path.join(proc, `${pid}`, 'stat'), 'utf8');
    // The command's name comes in parentheses and may hold anything, parentheses too; the first field here is field 3.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [, parentPid, , session] = fields;
    // utime and stime are fields 14 and 15, the time of its start is field 22.
    const ms = (Number(fields[11]) + Number(fields[12])) * tickMs;
    const startTicks = fields[19];
    if (startTicks === undefined || !Number.isFinite(ms)) return undefined;
    return { parentPid: Number(parentPid), session: Number(session), ms, startTicks };
  } catch {
    return undefined;
  }
}

/** Its words with blanks between; empty of one that has ended. @param {string} proc @param {number} pid */
function commandOf(proc, pid) {
  try {
    return readFileSync(path.join(proc, `${pid}`, 'cmdline'), 'utf8')
      .replaceAll('\0', ' ')
      .trim();
  } catch {
    return '';
  }
}
