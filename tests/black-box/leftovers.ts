import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { until } from './until.js';

/** What a run has left on the machine: processes, as `pid command`, and temporary folders. */
export interface Leftovers {
  processes: string[];
  folders: string[];
}

/**
 * Processes that carry the mark in their environment, or the run's id in environment, command line or working folder
 * (PostgreSQL's own write their title over the first two), and temporary folders named after the run.
 */
export function leftoversOf({ mark, runId }: { mark: string; runId: string }): Leftovers {
  if (!existsSync('/proc/self/environ'))
    throw new Error('Leftovers are looked for in /proc: run these tests on Linux.');
  const processes = readdirSync('/proc')
    .filter((pid) => /^\d+$/.test(pid) && Number(pid) !== process.pid)
    .flatMap((pid) => {
      const command = read(`/proc/${pid}/cmdline`);
      const told = `${read(`/proc/${pid}/environ`)}\0${command}\0${linked(`/proc/${pid}/cwd`)}`;
      const alive = command !== '' && (told.includes(mark) || told.includes(runId));
      return alive ? [`${pid} ${command.replaceAll('\0', ' ').slice(0, 200)}`] : [];
    });
  const folders = readdirSync(tmpdir())
    .filter((name) => name.includes(runId))
    .map((name) => path.join(tmpdir(), name));
  return { processes, folders };
}

/** Waits until nothing is left; answers with what still is at the limit. */
export async function leftoversAfter(run: { mark: string; runId: string }, withinMs: number): Promise<Leftovers> {
  const clean = () => {
    const { processes, folders } = leftoversOf(run);
    return processes.length + folders.length === 0;
  };
  await until('a clean machine', withinMs, clean).catch(() => undefined);
  return leftoversOf(run);
}

/** A process may end between being listed and being read. */
function linked(file: string): string {
  try {
    return readlinkSync(file);
  } catch {
    return '';
  }
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
