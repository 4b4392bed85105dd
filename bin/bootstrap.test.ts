import { execFileSync, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { verdict } from '../src/records/verdict.js';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

/** A checkout in miniature: the real bin/, npm and tsc, one package from a local tarball, an engine of a few lines. */
let clone: string;

const engine = (body: string) =>
  writeFileSync(
    join(clone, 'src', 'cli.ts'),
    `declare const process: any;\nexport async function main(given: any): Promise<any> { ${body} }\n`,
  );
const manifest = { name: 'clone', version: '1.2.3', type: 'module', dependencies: { part: 'file:part-1.0.0.tgz' } };

beforeEach(() => {
  clone = mkdtempSync(join(tmpdir(), 'gonogo-clone-'));
  const part = join(clone, 'part');
  mkdirSync(join(clone, 'src'));
  mkdirSync(part);
  cpSync(import.meta.dirname, join(clone, 'bin'), { recursive: true, filter: (file) => !file.endsWith('.ts') });
  const install = 'node hang.mjs';
  writeFileSync(
    join(part, 'hang.mjs'),
    `import { existsSync, renameSync, writeFileSync } from 'node:fs';
    const { HANG, HUNG } = process.env;
    if (HUNG) { writeFileSync(HUNG + '.tmp', String(process.pid)); renameSync(HUNG + '.tmp', HUNG); }
    const look = () => existsSync(HANG ?? '') && setTimeout(look, 50);
    look();`,
  );
  writeFileSync(join(part, 'package.json'), JSON.stringify({ name: 'part', version: '1.0.0', scripts: { install } }));
  const typescript = `file:${resolve(import.meta.dirname, '../node_modules/typescript')}`;
  writeFileSync(join(clone, 'package.json'), JSON.stringify({ ...manifest, devDependencies: { typescript } }));
  writeFileSync(
    join(clone, 'src', 'tsconfig.json'),
    JSON.stringify({
      compilerOptions: {
        module: 'NodeNext',
        strict: true,
        composite: true,
        types: [],
        outDir: '../dist',
        rootDir: '.',
        tsBuildInfoFile: '../dist/.tsbuildinfo',
      },
      include: ['**/*.ts'],
    }),
  );
  engine('process.stdout.write(JSON.stringify(given)); return 5;');
  execFileSync('npm', ['pack', '--silent', './part'], { cwd: clone });
  execFileSync('npm', ['install', '--package-lock-only', '--silent', '--offline'], { cwd: clone });
});
afterEach(() => rmSync(clone, { recursive: true, force: true }));

interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

function start(words: string[], env: Record<string, string> = {}) {
  const child = spawn(process.execPath, ['bin/gonogo.mjs', ...words], {
    cwd: clone,
    env: { ...process.env, npm_config_fetch_retries: '0', ...env },
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk) => (stdout += String(chunk)));
  child.stderr.on('data', (chunk) => (stderr += String(chunk)));
  const ended = new Promise<Ended>((done) => child.on('close', (code) => done({ code, stdout, stderr })));
  return { child, ended };
}
const gonogo = (...words: string[]) => start(words).ended;
const latest = () => verdict.parse(JSON.parse(readFileSync(join(clone, 'reports', 'latest', 'verdict.json'), 'utf8')));
const isGone = (pid: number) => {
  try {
    return !process.kill(pid, 0);
  } catch {
    return true;
  }
};
const file = (name: string) => join(clone, name);

test('installs, compiles and hands over to the engine, whose exit code counts; then starts again without either', async () => {
  const first = await gonogo('verify', '--profile', 'smoke');
  expect(first.stderr).toContain('installing packages');
  expect(first.code).toBe(5);
  const given = JSON.parse(first.stdout);
  expect(given).toMatchObject({ argv: ['verify', '--profile', 'smoke'], projectDir: clone, packageDir: clone });
  expect(latest().runId).toBe(given.run.id);
  const second = await gonogo('plan');
  expect(second).toMatchObject({ code: 5, stderr: '' });
  expect(JSON.parse(second.stdout).run).toBeUndefined();
  expect(readdirSync(file('reports/runs'))).toHaveLength(1);
});

test('finds out missing packages, removed outputs, changed and removed sources', async () => {
  writeFileSync(file('src/old.ts'), 'export const old = 1;\n');
  await gonogo('plan');
  rmSync(file('node_modules/part'), { recursive: true });
  expect((await gonogo('plan')).stderr).toContain('part is not what the lockfile says');
  rmSync(file('dist/old.js'));
  expect((await gonogo('plan')).stderr).toContain('compiling');
  expect(existsSync(file('dist/old.js'))).toBe(true);
  rmSync(file('src/old.ts'));
  engine('return 4;');
  expect((await gonogo('plan')).code).toBe(4);
  expect(existsSync(file('dist/old.js'))).toBe(false);
});

test('takes a developer’s own installation as it is, until Node or the platform is another one', async () => {
  execFileSync('npm', ['ci', '--silent'], { cwd: clone });
  expect((await gonogo('plan')).stderr).not.toContain('installing');
  const stamp = file('.gonogo/cache/installed.json');
  for (const other of [{ node: '19.0' }, { platform: 'plan9-mips' }]) {
    writeFileSync(stamp, JSON.stringify({ ...JSON.parse(readFileSync(stamp, 'utf8')), ...other }));
    expect((await gonogo('plan')).stderr).toContain(
      `they were installed for ${other.platform ?? `Node ${other.node}`}`,
    );
  }
});

test.each([
  ['a broken lockfile', () => writeFileSync(file('package-lock.json'), '{ "packages": oops'), 'npm error'],
  ['an unreachable registry', unreachable, 'ECONNREFUSED'],
  ['sources that do not compile', () => engine('return nonsense;'), 'error TS2304'],
  [
    'an engine that does not load',
    () => writeFileSync(file('src/cli.ts'), 'throw new Error("no engine today");\nexport {};\n'),
    'no engine today',
  ],
])('ends %s with exit 3 and the cause in a verdict that replaces the old GO', async (_name, breakIt, cause) => {
  mkdirSync(file('reports'));
  breakIt();
  const { code, stderr } = await gonogo('verify');
  expect(stderr).toContain(cause);
  expect(code).toBe(3);
  expect(latest()).toMatchObject({ verdict: 'INCONCLUSIVE', exitCode: 3 });
  expect(latest().reasons[0]).toMatchObject({ reasonCode: 'setup-failed', attribution: 'harness' });
  expect(latest().reasons[0]?.message).toContain(cause);
});

function unreachable() {
  for (const name of ['package.json', 'package-lock.json']) {
    const json = JSON.parse(readFileSync(file(name), 'utf8'));
    (name === 'package.json' ? json : json.packages['']).dependencies.gone = '1.0.0';
    const resolved = 'http://127.0.0.1:9/gone-1.0.0.tgz';
    if (name !== 'package.json') json.packages['node_modules/gone'] = { version: '1.0.0', resolved };
    writeFileSync(file(name), JSON.stringify(json));
  }
}

test.each([
  ['throws', 'throw new Error("boom");'],
  ['returns no exit code', 'return undefined;'],
  ['never comes back', 'await new Promise(() => {});'],
  ['throws outside its promise', 'setTimeout(() => { throw new Error("boom"); }, 0); await new Promise(() => {});'],
])('ends an engine that %s with exit 70 and a verdict that says so', async (_name, body) => {
  engine(`${body}\n`.replace(/setTimeout/g, '(globalThis as any).setTimeout'));
  expect((await gonogo('verify')).code).toBe(70);
  expect(latest().reasons[0]?.reasonCode).toBe('defect');
});

test.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)(
  'takes npm down with it on %s, exits %i, and does not believe the half-finished installation',
  async (signal, code) => {
    writeFileSync(file('hang'), '');
    const { child, ended } = start(['verify'], { HANG: file('hang'), HUNG: file('hung') });
    await vi.waitUntil(() => existsSync(file('hung')), { timeout: 30_000 });
    child.kill(signal);
    expect((await ended).code).toBe(code);
    expect(latest()).toMatchObject({ exitCode: code, reasons: [{ reasonCode: 'interrupted' }] });
    const npmsChild = Number(readFileSync(file('hung'), 'utf8'));
    await vi.waitUntil(() => isGone(npmsChild), { timeout: 10_000 });
    rmSync(file('hang'));
    const again = await gonogo('verify');
    expect(again.stderr).toMatch(/installing packages/);
    expect(again.code).toBe(5);
  },
);

test('lets two first starts at the same time both succeed, with one installation', async () => {
  const both = await Promise.all([gonogo('verify'), gonogo('verify')]);
  expect(both.map(({ code }) => code)).toEqual([5, 5]);
  expect(both.filter(({ stderr }) => stderr.includes('installing packages (none yet'))).toHaveLength(1);
});

test('waits for the npm that a killed bootstrap left behind', async () => {
  writeFileSync(file('hang'), '');
  const first = start(['plan'], { HANG: file('hang'), HUNG: file('hung') });
  await vi.waitUntil(() => existsSync(file('hung')), { timeout: 30_000 });
  first.child.kill('SIGKILL');
  await first.ended.catch(() => undefined);
  const second = start(['plan']);
  let heard = '';
  second.child.stderr.on('data', (chunk) => (heard += String(chunk)));
  await vi.waitUntil(() => heard.includes('waiting for another gonogo'), { timeout: 10_000 });
  rmSync(file('hang'));
  expect((await second.ended).code).toBe(5);
});
