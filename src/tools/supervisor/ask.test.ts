import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { ask, type Question } from './ask.js';
import { startSupervisor, type Supervisor } from './index.js';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let runDir: string;
let supervisor: Supervisor;

beforeAll(async () => {
  runDir = mkdtempSync(join(tmpdir(), 'gonogo-ask-'));
  const env = { PATH: String(process.env['PATH']), SEEN: 'household' };
  const place = { runId: `ask-${process.pid}`, runDir, tempDir: join(runDir, 'tmp') };
  supervisor = await startSupervisor({ ...place, env, secrets: ['marker-4711'] });
});
afterAll(async () => {
  await supervisor.close().catch(() => undefined);
  rmSync(runDir, { recursive: true, force: true });
});

const node = (program: string, more: Partial<Question> = {}) =>
  ask(supervisor, {
    ...{ name: 'question', command: [process.execPath, '-e', program], cwd: runDir, limitMs: 30_000 },
    ...more,
  });

/** A dead process that nobody waited for is not alive. */
const isAlive = (pid: number) => {
  try {
    process.kill(pid, 0);
    return !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ');
  } catch {
    return false;
  }
};

test('hands on exit code, stdout and stderr as they are, and keeps no secret in its log', async () => {
  const answer = await node(
    `process.stdout.write('to\\r\\n\\nbe ' + process.env.SEEN + process.env.OWN); console.error('marker-4711 ü'); process.exitCode = 7`,
    { env: { OWN: '!' } },
  );
  expect(answer).toEqual({ code: 7, stdout: 'to\r\n\nbe household!', stderr: 'marker-4711 ü\n', ending: 'exit 7' });
  const log = readFileSync(join(runDir, 'logs', 'question.log'), 'utf8');
  expect(log).toContain('be household!');
  expect(log).not.toContain('marker-4711');
});

test('hands on a big stdout whole, in one line or in many', async () => {
  const { code, stdout } = await node(
    `const rows = Array.from({ length: 400000 }, (_, at) => 'row ' + at + ' ü'); process.stdout.write(rows.join(' ') + '\\n' + rows.join('\\n'))`,
  );
  const rows = Array.from({ length: 400_000 }, (_, at) => `row ${at} ü`);
  expect(code).toBe(0);
  expect(stdout === `${rows.join(' ')}\n${rows.join('\n')}`).toBe(true);
});

test('ends what has no end within its limit, a grandchild too, and takes no exit code of a stopped one', async () => {
  const polite = `process.on('SIGINT', () => process.exit(0)); console.log('begun'); setInterval(() => {}, 1000);`;
  const grandchild = `const { spawn } = require('node:child_process'); console.error(spawn('sleep', ['60'], { detached: true, stdio: 'ignore' }).pid);`;
  const { code, stdout, stderr, ending } = await node(grandchild + polite, { limitMs: 500 });
  expect({ code, stdout, ending }).toEqual({ code: null, stdout: 'begun\n', ending: 'no end within 0.5 s' });
  expect(isAlive(Number(stderr))).toBe(false);
});

test('says how it ended: by a signal, or not at all since it is not there', async () => {
  expect(await node(`process.kill(process.pid, 'SIGTERM')`)).toMatchObject({ code: null, ending: 'ended by SIGTERM' });
  const nowhere = await node('', { command: ['/no/such/command'] });
  expect(nowhere).toMatchObject({ code: null, stdout: '', ending: expect.stringContaining('/no/such/command ENOENT') });
});

test('does not keep what prints without end', async () => {
  const flood = `const line = 'x'.repeat(1e6); const more = () => { while (process.stdout.write(line)); process.stdout.once('drain', more); }; more();`;
  await expect(node(flood)).rejects.toMatchObject({
    name: 'SetupError',
    message: expect.stringContaining('printed more than'),
  });
});

test('counts what questions use as inquiries, and nothing else as such', async () => {
  if (process.platform !== 'linux') return;
  const dir = mkdtempSync(join(tmpdir(), 'gonogo-ask-time-'));
  const env = { PATH: String(process.env['PATH']) };
  const other = await startSupervisor({ runId: `${dir}`, runDir: dir, tempDir: join(dir, 'tmp'), env, secrets: [] });
  const burn = (ms: number) =>
    `const used = () => { const { user, system } = process.cpuUsage(); return user + system; };
     const end = used() + ${ms * 1000}; while (used() < end);`;
  const command = (ms: number): [string, ...string[]] => [process.execPath, '-e', burn(ms)];
  const busy = await other.start({ name: 'busy', command: command(600), cwd: dir, env: {} });
  await ask(other, { name: 'question', command: command(200), cwd: dir, limitMs: 30_000 });
  await busy.exited;
  await other.close();
  rmSync(dir, { recursive: true, force: true });
  expect(other.used()?.inquiriesMs).toBeGreaterThanOrEqual(190);
  expect(other.used()?.inquiriesMs).toBeLessThan(Number(other.used()?.childrenMs));
  expect(other.used()?.childrenMs).toBeGreaterThanOrEqual(590);
});

test('fails as set-up, and no later than its limit, when the supervisor is gone', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'gonogo-ask-lost-'));
  const env = { PATH: String(process.env['PATH']) };
  const other = await startSupervisor({ runId: `${dir}`, runDir: dir, tempDir: dir, env, secrets: [] });
  const question = { name: 'question', cwd: '/', limitMs: 30_000 };
  await expect(
    ask(other, { ...question, command: ['/bin/sh', '-c', 'kill -9 $PPID; sleep 30'] }),
  ).rejects.toMatchObject({ name: 'SetupError', message: expect.stringContaining('SIGKILL') });
  await expect(ask(other, { ...question, command: ['true'] })).rejects.toMatchObject({ name: 'SetupError' });
  rmSync(dir, { recursive: true, force: true });
});
