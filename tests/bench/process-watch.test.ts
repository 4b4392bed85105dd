import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { processorMs, sampledOf, watchProcesses } from './process-watch.mjs';
import { run } from './processes.mjs';

const burntMs = 300;

/**
 * A run in small: an engine that asks somebody beside (busy as well), and a supervisor in a session of its own, whose
 * tool starts a shell that ends at once; what the shell had started is busy, and then waits for the file `go`.
 */
const family = `
const { spawn } = require('node:child_process');
const { existsSync, readFileSync } = require('node:fs');
const { dirname } = require('node:path');
const [go, role = 'engine'] = process.argv.slice(1).filter((word) => word !== 'supervisor/main.js');
const self = (its, words = []) => [process.execPath, ['-e', process.env.FAMILY, go, its, ...words]];
const pass = { stdio: ['ignore', 'inherit', 'inherit'] };
// A test that failed has removed the folder.
const later = () => setInterval(() => (existsSync(go) || !existsSync(dirname(go))) && process.exit(), 10);
const burn = () => {
  while (process.cpuUsage().user < ${burntMs * 1000});
  later();
};
const roles = {
  engine() {
    spawn(...self('inquiry'), pass);
    spawn(...self('supervisor', ['supervisor/main.js']), { ...pass, detached: true });
  },
  inquiry: burn,
  supervisor() {
    spawn(...self('tool'), { ...pass, detached: true }).on('exit', () => {
      const fields = readFileSync('/proc/self/stat', 'utf8').split(') ')[1].split(' ');
      console.log('waited for ' + (Number(fields[13]) + Number(fields[14])) * 10);
    });
  },
  tool() {
    const shell = spawn('sh', ['-c', '"$0" -e "$FAMILY" "$1" orphan &', process.execPath, go], pass);
    shell.on('exit', later);
  },
  orphan: burn,
};
roles[role]();
`;

function folder(): string {
  const dir = mkdtempSync(path.join(tmpdir(), 'gonogo-process-watch-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

test.runIf(process.platform === 'linux')(
  'counts a busy process whose parent ended without waiting for it, and no inquiry beside the supervisor',
  async () => {
    const go = path.join(folder(), 'go');
    const env = { ...process.env, FAMILY: family };
    const engine = spawn(process.execPath, ['-e', family, go], { env, stdio: ['ignore', 'pipe', 'inherit'] });
    let told = '';
    engine.stdout.on('data', (chunk) => (told += String(chunk)));
    const closed = new Promise((done) => engine.once('close', done));
    const watch = watchProcesses(engine.pid!, { everyMs: 20 });
    const isOrphan = ({ command }: { command: string }) => command.endsWith('orphan');
    const isInquiry = ({ command }: { command: string }) => command.endsWith('inquiry');
    const busy = () => {
      expect(processorMs(watch.seen()!, isOrphan)).toBeGreaterThanOrEqual(burntMs);
      expect(processorMs(watch.seen()!, isInquiry)).toBeGreaterThanOrEqual(burntMs);
    };
    await vi.waitFor(busy, { timeout: 30_000, interval: 20 }).finally(() => writeFileSync(go, ''));
    await closed;
    const seen = watch.end()!;
    const { childrenMs } = sampledOf(seen, 0)!;
    const waitedFor = Number(/waited for (\d+)/.exec(told)?.[1]);
    const orphanMs = processorMs(seen, isOrphan)!;
    // The kernel knows of the tool and its shell only.
    expect(childrenMs - orphanMs).toBeLessThanOrEqual(waitedFor + 20);
    expect(childrenMs - orphanMs).toBeGreaterThan(0);
    // Its shell (nameless, if that had ended before it was looked at), or who took it over when the shell was gone already.
    const parent = seen.find(isOrphan)?.parent;
    expect([parent?.command, parent?.parent?.command]).toContainEqual(expect.stringMatching(/ tool$/));
    expect(processorMs(seen)! - childrenMs).toBeGreaterThan(burntMs);
  },
);

test.runIf(process.platform === 'linux')(
  'every command of the bench is watched from its start to its end',
  async () => {
    const logFile = path.join(folder(), 'log');
    const command = [process.execPath, '-e', 'process.exitCode = 7', 'watched'];
    const { code, seen } = await run({ command, cwd: tmpdir(), env: process.env, logFile, limitS: 60 });
    expect(code).toBe(7);
    expect(seen).toMatchObject([{ command: expect.stringMatching(/ watched$/) }]);
  },
);

test('what cannot be read is absent and not 0', () => {
  expect(watchProcesses(process.pid, { proc: path.join(folder(), 'none') }).end()).toBeUndefined();
  const proc = procOf({ 7: { startTicks: 'x', ticks: '-', parent: 1 } });
  expect(watchProcesses(7, { proc }).end()).toBeUndefined();
  expect(watchProcesses(8, { proc }).end()).toBeUndefined();
  expect(processorMs([])).toBeUndefined();
});

test('of a run, the tools that the gatherings started are the children, and all of the three must be seen', () => {
  const engine = { pid: 7, command: 'node', ms: 10, startTicks: '1000' };
  const supervisor = { pid: 8, command: 'node supervisor/main.js', ms: 20, startTicks: '1005', parent: engine };
  const inquiry = { pid: 9, command: 'node', ms: 100, startTicks: '1006', parent: supervisor };
  const tool = { pid: 10, command: 'node', ms: 1000, startTicks: '1100', parent: supervisor };
  const browser = { pid: 11, command: 'chrome', ms: 5000, startTicks: '1101', parent: tool };
  expect(sampledOf([engine, supervisor, inquiry, tool, browser], 1009)).toEqual({
    engineMs: 10,
    supervisorMs: 20,
    childrenMs: 6000,
  });
  expect(sampledOf([], 1009)).toBeUndefined();
  expect(sampledOf([engine, inquiry], 1009)).toBeUndefined();
  expect(sampledOf([engine, supervisor, inquiry], 1009)).toBeUndefined();
});

test('a process id that is used again is another process: a stranger’s is not counted, one of the run’s is', () => {
  const proc = procOf({
    7: { startTicks: '100', ticks: '5', parent: 1 },
    // In the listing before its parent: ids begin anew after the largest.
    8: { startTicks: '102', ticks: '3', parent: 9 },
    9: { startTicks: '101', ticks: '2', parent: 7 },
    10: { startTicks: '50', ticks: '900', parent: 1 },
  });
  const watch = watchProcesses(7, { proc });
  expect(watch.seen()?.map(({ pid, ms }) => [pid, ms])).toEqual([
    [7, 50],
    [9, 20],
    [8, 30],
  ]);
  write(proc, 8, { startTicks: '200', ticks: '900', parent: 1 });
  write(proc, 9, { startTicks: '201', ticks: '4', parent: 7 });
  expect(processorMs(watch.end()!)).toBe(50 + 20 + 30 + 40);
});

interface Line {
  startTicks: string;
  ticks: string;
  parent: number;
}

/** A folder that looks like /proc. */
function procOf(lines: Record<number, Line>): string {
  const proc = folder();
  for (const [pid, line] of Object.entries(lines)) write(proc, Number(pid), line);
  return proc;
}

function write(proc: string, pid: number, { startTicks, ticks, parent }: Line): void {
  mkdirSync(path.join(proc, `${pid}`), { recursive: true });
  const fields = ['S', parent, 1, 1, ...Array<number>(7).fill(0), ticks, 0, ...Array<number>(6).fill(0), startTicks, 0];
  writeFileSync(path.join(proc, `${pid}`, 'stat'), `${pid} (a ) name) ${fields.join(' ')}\n`);
  writeFileSync(path.join(proc, `${pid}`, 'cmdline'), 'a\0name\0');
}
