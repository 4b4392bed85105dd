/** One bootstrap of a checkout at a time: a file that names its holder, believed only while the holder lives. */
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/**
 * @typedef {{ pid: number, born: string | null, child?: number }} Holder
 * @typedef {{ release: () => void, note: (child: number | undefined) => void }} Lock
 */

/**
 * Waits until the lock is free or its holder is dead.
 * @param {string} path
 * @param {{ limitMs: number, say: (line: string) => void, signal?: AbortSignal | undefined }} options
 * @returns {Promise<Lock>}
 */
export async function takeLock(path, { limitMs, say, signal }) {
  mkdirSync(dirname(path), { recursive: true });
  const until = performance.now() + limitMs;
  let said = -Infinity;
  for (;;) {
    if (tryToTake(path)) return held(path);
    const holder = readHolder(path);
    if (holder !== undefined && !isAlive(holder)) {
      breakLock(path, holder);
      continue;
    }
    if (performance.now() > until) {
      const who = holder === undefined ? 'another process' : `process ${holder.pid}`;
      throw new Error(`${who} has held ${path} for ${Math.round(limitMs / 1000)} s; end it, or remove that file`);
    }
    if (performance.now() - said > 10_000) {
      say(
        `waiting for another gonogo (process ${holder === undefined ? '?' : holder.pid}) that is setting up this checkout`,
      );
      said = performance.now();
    }
    await pause(100, undefined, signal === undefined ? {} : { signal });
  }
}

/** @param {string} path */
function tryToTake(path) {
  // Written aside and linked: a lock file is never seen half-written.
  const mine = `${path}.${process.pid}`;
  writeFileSync(mine, JSON.stringify({ pid: process.pid, born: bornAt(process.pid) }));
  try {
    linkSync(mine, path);
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(mine, { force: true });
  }
}

/**
 * @param {string} path
 * @returns {Lock}
 */
function held(path) {
  return {
    release: () => {
      if (readHolder(path)?.pid === process.pid) rmSync(path, { force: true });
    },
    // An npm that outlives its killed parent still writes into node_modules: it holds the lock as well.
    note: (child) => {
      const aside = `${path}.${process.pid}`;
      writeFileSync(aside, JSON.stringify({ pid: process.pid, born: bornAt(process.pid), child }));
      renameSync(aside, path);
    },
  };
}

/**
 * @param {string} path
 * @returns {Holder | undefined}
 */
function readHolder(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

/**
 * Takes a dead holder's lock away; if somebody else was quicker and it is a live one by now, gives it back.
 * @param {string} path
 * @param {Holder} dead
 */
function breakLock(path, dead) {
  const aside = `${path}.broken.${process.pid}`;
  try {
    renameSync(path, aside);
  } catch {
    return;
  }
  const taken = readHolder(aside);
  if (taken !== undefined && (taken.pid !== dead.pid || taken.born !== dead.born)) {
    try {
      linkSync(aside, path);
    } catch {
      // A third one holds it by now; both may go on, and npm's own outcome is examined afterwards.
    }
  }
  rmSync(aside, { force: true });
}

/** @param {Holder} holder */
function isAlive({ pid, born, child }) {
  const same = born === null || bornAt(pid) === born;
  return (answers(pid) && same) || (child !== undefined && answers(-child));
}

/** @param {number} pid */
function answers(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}

/**
 * When a process was started, where the system tells (Linux): process ids are used again.
 * @param {number} pid
 */
function bornAt(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch {
    return null;
  }
}
