import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { isMarked, livingGroup } from './processes.js';

interface Segment {
  id: string;
  creator: number;
  attached: number;
}

/**
 * Remembers the System V shared memory that this run's processes make (PostgreSQL does), and removes what a killed
 * one left: such a segment outlives its processes until the next boot. Linux only; elsewhere nothing is found.
 */
export function sharedMemoryWatch(mark: string): { look: () => void; removeLeft: () => Promise<string[]> } {
  const ours = new Set<string>();
  const others = new Set<string>();
  // While its creator lives: afterwards nobody can tell whose it was.
  const look = () => {
    for (const { id, creator } of segments()) {
      if (ours.has(id) || others.has(id)) continue;
      (isMarked(creator, mark) ? ours : others).add(id);
    }
  };
  const removeLeft = async () => {
    const orphans = () => segments().filter(({ id, creator }) => ours.has(id) && livingGroup(creator) === undefined);
    // A dead server's last workers notice its death a moment later, and hold on to the memory until then.
    for (const until = performance.now() + 2000; orphans().length > 0 && performance.now() < until;) {
      for (const { id } of orphans().filter(({ attached }) => attached === 0)) remove(id);
      if (orphans().length > 0) await pause(50);
    }
    return orphans().map(({ id }) => `shared memory segment ${id}`);
  };
  return { look, removeLeft };
}

function remove(id: string): void {
  try {
    execFileSync('ipcrm', ['-m', id], { timeout: 2000, stdio: 'ignore' });
  } catch {
    // It is listed as left behind.
  }
}

/** The kernel's own list, which `ipcs -m -p` prints as well: key shmid perms size cpid lpid nattch … */
function segments(): Segment[] {
  try {
    const rows = readFileSync('/proc/sysvipc/shm', 'utf8').trim().split('\n').slice(1);
    return rows.flatMap((row) => {
      const [, id, , , creator, , attached] = row.trim().split(/\s+/);
      return id === undefined ? [] : [{ id, creator: Number(creator), attached: Number(attached) }];
    });
  } catch {
    return [];
  }
}
