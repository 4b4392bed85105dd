import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { randomUUID } from 'node:crypto';
import { afterEach, expect, test } from 'vitest';
import { end, livingGroup, startOf } from './processes.js';

const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

/** A process in a group of its own, with the mark in its environment. */
async function marked(mark: string): Promise<number> {
  const [name = '', value] = mark.split('=');
  const child = spawn('sleep', ['60'], { env: { ...process.env, [name]: value }, detached: true, stdio: 'ignore' });
  children.push(child);
  await once(child, 'spawn');
  return Number(child.pid);
}

test.runIf(process.platform === 'linux')('who is older than a family carries its mark by chance', async () => {
  const mark = `GONOGO_CHILD=${randomUUID()}`;
  const pid = await marked(mark);
  const start = startOf(pid);
  expect(start).toBeGreaterThan(Number(startOf(process.pid)) - 1);
  const look = (since: number | undefined) => end({ groups: [], mark, since }, []);
  expect(await look(Number(start) + 1)).toEqual({ groups: [], pids: [] });
  expect(await look(start)).toEqual({ groups: [], pids: [pid] });
  expect(await look(undefined)).toEqual({ groups: [], pids: [pid] });
  const killed = await end({ groups: [], mark, since: start }, [{ signal: 'SIGKILL', waitMs: 5000, reach: 'all' }]);
  expect(killed).toEqual({ groups: [], pids: [] });
  expect([livingGroup(pid), startOf(pid)]).toEqual([undefined, undefined]);
});
