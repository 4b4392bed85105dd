import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Supervisor } from './index.js';
import { startSupervisor } from './index.js';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let runDir: string;
let supervisor: Supervisor;
let isClosed: boolean;
const secret = 'marker/secret+4711';

beforeEach(async () => {
  runDir = mkdtempSync(join(tmpdir(), 'gonogo-supervisor-'));
  const env = { PATH: String(process.env['PATH']), SEEN: 'base' };
  supervisor = await startSupervisor({
    runId: `test-${process.pid}`,
    runDir,
    tempDir: join(runDir, 'tmp'),
    env,
    secrets: [secret],
  });
  isClosed = false;
});
afterEach(async () => {
  if (!isClosed) await supervisor.close().catch(() => undefined);
  rmSync(runDir, { recursive: true, force: true });
});

const node = (name: string, program: string, more: { env?: Record<string, string>; pin?: number[] } = {}) =>
  supervisor.start({ name, command: [process.execPath, '-e', program], cwd: runDir, env: {}, ...more });
const close = () => {
  isClosed = true;
  return supervisor.close();
};
const isGone = (pid: number) => {
  try {
    process.kill(pid, 0);
    return readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ');
  } catch {
    return true;
  }
};
const stubborn = `for (const signal of ['SIGINT', 'SIGTERM', 'SIGQUIT']) process.on(signal, () => {}); setInterval(() => {}, 1000);`;
const firstLine = (child: { lines: (onLine: (line: string) => void) => void }) =>
  new Promise<string>((done) => child.lines(done));

test('runs a child in its own group, with the run in its environment, and says how it ended', async () => {
  const child = await node('said', `console.log(JSON.stringify(process.env)); process.exit(7)`, { env: { MORE: '1' } });
  const env = JSON.parse(await firstLine(child));
  expect(env).toMatchObject({
    SEEN: 'base',
    MORE: '1',
    GONOGO_RUN_ID: `test-${process.pid}`,
    TMPDIR: join(runDir, 'tmp'),
  });
  expect(await child.exited).toMatchObject({ code: 7, signal: null });
  expect(existsSync(join(runDir, 'tmp'))).toBe(true);
  expect(await close()).toEqual([]);
  expect(existsSync(join(runDir, 'tmp'))).toBe(false);
});

test('writes no spelling of a secret to the log, and hands the engine the lines as they are', async () => {
  const spelled = [secret, encodeURIComponent(secret), Buffer.from(`user:${secret}`).toString('base64')];
  const child = await node(
    'talks',
    `for (const each of ${JSON.stringify(spelled)}) { console.log(each); console.error('!' + each); }`,
  );
  const heard: string[] = [];
  child.lines((line) => heard.push(line));
  await child.exited;
  expect(heard).toEqual(spelled);
  const log = readFileSync(child.outputPath, 'utf8');
  expect(log.match(/\[redacted\]/g)).toHaveLength(6);
  for (const each of [secret, encodeURIComponent(secret), 'bWFya2VyL3NlY3JldCs0NzEx']) expect(log).not.toContain(each);
});

test('cuts the output of a child that prints gigabytes, and lets it go on', async () => {
  const child = await node(
    'floods',
    `const line = 'x'.repeat(1e6) + '\\n'; let n = 0;
    const more = () => { while (n++ < 150) if (!process.stdout.write(line)) return process.stdout.once('drain', more); };
    more();`,
  );
  expect(await child.exited).toMatchObject({ code: 0 });
  expect(statSync(child.outputPath).size).toBeLessThan(70 * 1024 * 1024);
  expect(readFileSync(child.outputPath, 'utf8').slice(-200)).toContain('cut here');
});

test('stops a polite child by SIGINT', async () => {
  const child = await node(
    'polite',
    `process.on('SIGINT', () => process.exit(130)); console.log('up'); setInterval(() => {}, 1000);`,
  );
  await firstLine(child);
  expect(await child.stop({ graceMs: 10_000 })).toMatchObject({ code: 130 });
});

test('kills a child that ignores SIGINT and SIGTERM', async () => {
  const child = await node('stubborn', `${stubborn} console.log('up')`);
  await firstLine(child);
  expect(await child.stop({ graceMs: 200 })).toMatchObject({ code: null, signal: 'SIGKILL' });
});

test('ends a grandchild that moved to a group of its own, once its parent is gone', async () => {
  const child = await node(
    'parent',
    `const { spawn } = require('node:child_process');
     const grandchild = spawn(process.execPath, ['-e', ${JSON.stringify(stubborn)}], { detached: true, stdio: 'ignore' });
     console.log(grandchild.pid); grandchild.unref();`,
  );
  const grandchild = Number(await firstLine(child));
  expect(await child.exited).toMatchObject({ code: 0 });
  expect(isGone(grandchild)).toBe(true);
});

test('says that a command cannot be started, and goes on', async () => {
  await expect(
    supervisor.start({ name: 'nothing', command: ['/no/such/command'], cwd: runDir, env: {} }),
  ).rejects.toThrow('/no/such/command');
  await expect(supervisor.start({ name: 'nowhere', command: ['ls'], cwd: '/no/such/folder', env: {} })).rejects.toThrow(
    'nowhere',
  );
  expect(await (await node('fine', '')).exited).toMatchObject({ code: 0 });
});

test('refuses a secret that it could not redact', async () => {
  await expect(
    startSupervisor({ runId: 'x', runDir, tempDir: join(runDir, 'tmp'), env: {}, secrets: ['short'] }),
  ).rejects.toThrow('at least 6');
});

test.runIf(process.platform === 'linux')('puts a child on the cores it was given, where there is taskset', async () => {
  const child = await node(
    'pinned',
    `console.log(/Cpus_allowed_list:\\s*(.*)/.exec(require('fs').readFileSync('/proc/self/status'))[1])`,
    { pin: [0] },
  );
  expect(await firstLine(child)).toBe('0');
});

test('when the supervisor is killed, children are ended and their promises say why', async () => {
  const child = await node('orphan', `console.log(process.ppid); setInterval(() => {}, 1000);`);
  const host = Number(await firstLine(child));
  isClosed = true;
  process.kill(host, 'SIGKILL');
  await expect(child.exited).rejects.toThrow('the supervisor ended unexpectedly (SIGKILL)');
  await vi.waitUntil(() => isGone(child.pid), { timeout: 10_000 });
  await expect(node('late', '')).rejects.toThrow('the supervisor');
  await expect(supervisor.close()).rejects.toThrow('the supervisor');
});

test('leaves a text file of the run that was there before alone', async () => {
  writeFileSync(join(runDir, 'verdict.json'), '{}');
  await close();
  expect(readFileSync(join(runDir, 'verdict.json'), 'utf8')).toBe('{}');
});
