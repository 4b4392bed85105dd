import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import type { Child } from '../tools/supervisor/index.js';
import { ended } from './gathered.js';

/** A real process in the supervisor's shape; `stop` asks it the way the supervisor begins. */
async function childOf(program: string): Promise<Child & { graces: number[] }> {
  const child = spawn(process.execPath, ['-e', `${program}; console.log('up')`], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const exited = once(child, 'exit').then(([code, signal]) => ({
    ...{ code: code as number | null, signal: signal as NodeJS.Signals | null, durationMs: 42 },
  }));
  await once(child.stdout, 'data');
  const graces: number[] = [];
  return {
    ...{ name: 'rush', pid: Number(child.pid), outputPath: '', graces, exited, lines: () => undefined },
    stop({ graceMs }) {
      graces.push(graceMs);
      child.kill('SIGINT');
      return exited;
    },
  };
}
const place = (rest: { limitMs?: number; stop?: AbortSignal } = {}) => ({
  limitMs: 60_000,
  stop: new AbortController().signal,
  rawFile: 'evidence/raw/rush.json',
  ...rest,
});
/** Writes its end when it is asked to, as Playwright and k6 do. */
const patient = `process.on('SIGINT', () => process.exit(9)); setInterval(() => {}, 1000)`;
afterEach(() => void vi.useRealTimers());

test('a tool that ends by itself is known by its exit code, and was not stopped', async () => {
  const child = await childOf(`process.exitCode = 99`);
  expect(await ended(child, place())).toEqual({ rawFile: 'evidence/raw/rush.json', exit: { code: 99 }, processMs: 42 });
  expect(child.graces).toEqual([]);
});

test('a tool over its time limit is asked to stop, waited for, and has timed out whatever its exit code', async () => {
  const child = await childOf(patient);
  expect((await ended(child, place({ limitMs: 1 }))).exit).toEqual({ code: 9, stopped: 'timed-out' });
  expect(child.graces).toEqual([10_000]);
});

test('a run that is to stop, now or already, interrupts the tool', async () => {
  const run = new AbortController();
  const gathering = ended(await childOf(patient), place({ stop: run.signal }));
  run.abort();
  expect((await gathering).exit).toEqual({ code: 9, stopped: 'interrupted' });
  expect((await ended(await childOf(patient), place({ stop: run.signal }))).exit.stopped).toBe('interrupted');
});

test('however it ends, nothing is left that keeps the engine waiting', async () => {
  const child = await childOf(`process.exitCode = 0`);
  vi.useFakeTimers();
  await ended(child, place());
  const lost = { ...child, exited: Promise.reject(new Error('the supervisor ended unexpectedly')) };
  await expect(ended(lost, place())).rejects.toThrow('the supervisor ended unexpectedly');
  expect(vi.getTimerCount()).toBe(0);
});
