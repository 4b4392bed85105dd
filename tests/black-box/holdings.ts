import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { leftoversOf } from './leftovers.js';

/** What a run holds on the machine besides temporary folders. Nothing tells whose it was once its processes are gone. */
export interface Holdings {
  /** Its processes and all that these started, as `pid@start`: a browser's own processes write over what marks them. */
  family: string[];
  /** That its staging record names. */
  ports: number[];
  /** System V shared memory that its processes made. */
  segments: string[];
  /** Files in /dev/shm that its processes have open or mapped. */
  sharedFiles: string[];
}

/** Looks while the run goes on. */
export function holdingsOf(run: { mark: string; runId: string }): Holdings {
  const record = path.join(tmpdir(), `gonogo-${run.runId}`, 'staging.json');
  const pids = leftoversOf(run).processes.map((line) => Number.parseInt(line, 10));
  const named = existsSync(record) ? readFileSync(record, 'utf8').matchAll(/127\.0\.0\.1:(\d+)/g) : [];
  return {
    family: familyOf(pids).map(({ key }) => key),
    ports: [...new Set([...named].map(([, port]) => Number(port)))],
    segments: segments().flatMap(({ id, creator }) => (pids.includes(creator) ? [id] : [])),
    sharedFiles: [...new Set(pids.flatMap(sharedFilesOf))],
  };
}

/** What of it is still there. */
export function stillHeld(held: Holdings): Holdings {
  const listening = listeningPorts();
  const existing = segments().map(({ id }) => id);
  const living = new Set(livingProcesses().map(({ key }) => key));
  return {
    family: held.family.filter((key) => living.has(key)),
    ports: held.ports.filter((port) => listening.has(port)),
    segments: held.segments.filter((id) => existing.includes(id)),
    sharedFiles: held.sharedFiles.filter((file) => existsSync(file)),
  };
}

export const NOTHING: Holdings = { family: [], ports: [], segments: [], sharedFiles: [] };

/** Whether a run has a page open in a browser. */
export function hasPage(run: { mark: string; runId: string }): boolean {
  const pids = leftoversOf(run).processes.map((line) => Number.parseInt(line, 10));
  return familyOf(pids).some(({ pid }) => lines(`/proc/${pid}/cmdline`).join('').includes('--type=renderer'));
}

interface Living {
  pid: number;
  parent: number;
  /** Pids are given again; with the moment of its start a process is itself. */
  key: string;
}

function familyOf(pids: readonly number[]): Living[] {
  const living = livingProcesses();
  const family = new Set(pids);
  for (let before = -1; before < family.size;) {
    before = family.size;
    for (const { pid, parent } of living) if (family.has(parent)) family.add(pid);
  }
  return living.filter(({ pid }) => family.has(pid));
}

/** proc(5): pid (name) state ppid … starttime, the 22nd. The name may hold anything. */
function livingProcesses(): Living[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      const stat = lines(`/proc/${name}/stat`).join(' ');
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      const [state, parent] = fields;
      if (stat === '' || state === 'Z' || state === 'X') return [];
      return [{ pid: Number(name), parent: Number(parent), key: `${name}@${fields[19]}` }];
    });
}

/** The kernel's own tables: `sl local_address rem_address st …`, where 0A is a listener. */
function listeningPorts(): Set<number> {
  const rows = ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((file) => lines(file).slice(1));
  const listeners = rows.map((row) => row.trim().split(/\s+/)).filter(([, , , state]) => state === '0A');
  return new Set(listeners.map(([, local = '']) => Number.parseInt(local.split(':')[1] ?? '', 16)));
}

/** The kernel's own list: key shmid perms size cpid … */
function segments(): { id: string; creator: number }[] {
  const rows = lines('/proc/sysvipc/shm').slice(1);
  return rows.flatMap((row) => {
    const [, id, , , creator] = row.trim().split(/\s+/);
    return id === undefined ? [] : [{ id, creator: Number(creator) }];
  });
}

function sharedFilesOf(pid: number): string[] {
  const mapped = lines(`/proc/${pid}/maps`).map((row) => row.replace(/^(\S+\s+){5}/, ''));
  return [...mapped, ...openFiles(pid)].filter((file) => file.startsWith('/dev/shm/') && existsSync(file));
}

function openFiles(pid: number): string[] {
  try {
    return readdirSync(`/proc/${pid}/fd`).map((fd) => readlinkSync(`/proc/${pid}/fd/${fd}`));
  } catch {
    return []; // It has ended, or closed one meanwhile.
  }
}

function lines(file: string): string[] {
  try {
    return readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => line !== '');
  } catch {
    return []; // A process that has ended.
  }
}
