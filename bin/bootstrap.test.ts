import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, readFileSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openRun } from './first-verdict.mjs';
import type { Clone } from './miniature-clone.js';
import { miniatureClone } from './miniature-clone.js';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

let clone: Clone;
beforeEach(() => {
  clone = miniatureClone();
});
afterEach(() => clone.remove());

test('installs, compiles and hands over to the engine, whose exit code counts; then starts again without either', async () => {
  const first = await clone.gonogo('verify', '--profile', 'smoke');
  expect(first.stderr).toContain('installing packages');
  expect(first.code).toBe(5);
  const given = JSON.parse(first.stdout);
  expect(given).toMatchObject({ argv: ['verify', '--profile', 'smoke'], projectDir: clone.dir, packageDir: clone.dir });
  expect(clone.latest().runId).toBe(given.run.id);
  const second = await clone.gonogo('plan');
  expect(second).toMatchObject({ code: 5, stderr: '' });
  expect(JSON.parse(second.stdout).run).toBeUndefined();
  expect(readdirSync(clone.file('reports/runs'))).toHaveLength(1);
});

test('goes on with the run that latest was before this one took its place, be it a link or a folder', async () => {
  const earlier = openRun({ out: clone.file('reports'), ...earlierPlace(), now: new Date() });
  const { stdout } = await clone.gonogo('verify', '--resume', 'reports/latest');
  expect(JSON.parse(stdout).argv).toEqual(['verify', '--resume', realpathSync(earlier.dir)]);
  rmSync(clone.file('reports/latest'));
  cpSync(earlier.dir, clone.file('reports/latest'), { recursive: true });
  const again = await clone.gonogo('verify', '--resume=reports/latest', '--only', 'reports/latest');
  const { run, argv } = JSON.parse(again.stdout);
  expect(argv).toEqual([
    'verify',
    `--resume=${clone.file(`reports/runs/displaced-by-${run.id}`)}`,
    '--only',
    'reports/latest',
  ]);
  const gone = await clone.gonogo('verify', '--resume', 'reports/gone');
  expect(JSON.parse(gone.stdout).argv).toEqual(['verify', '--resume', 'reports/gone']);
});

test('finds out missing packages, removed outputs, changed and removed sources', async () => {
  writeFileSync(clone.file('src/old.ts'), 'export const old = 1;\n');
  await clone.gonogo('plan');
  rmSync(clone.file('node_modules/part'), { recursive: true });
  expect((await clone.gonogo('plan')).stderr).toContain('part is not what the lockfile says');
  rmSync(clone.file('dist/old.js'));
  expect((await clone.gonogo('plan')).stderr).toContain('compiling');
  expect(existsSync(clone.file('dist/old.js'))).toBe(true);
  rmSync(clone.file('src/old.ts'));
  clone.engine('return 4;');
  expect((await clone.gonogo('plan')).code).toBe(4);
  expect(existsSync(clone.file('dist/old.js'))).toBe(false);
});

test('takes a developer’s own installation as it is, until Node or the platform is another one', async () => {
  execFileSync('npm', ['ci', '--silent'], { cwd: clone.dir });
  expect((await clone.gonogo('plan')).stderr).not.toContain('installing');
  const stamp = clone.file('.gonogo/cache/installed.json');
  for (const other of [{ node: '19.0' }, { platform: 'plan9-mips' }]) {
    writeFileSync(stamp, JSON.stringify({ ...JSON.parse(readFileSync(stamp, 'utf8')), ...other }));
    expect((await clone.gonogo('plan')).stderr).toContain(
      `they were installed for ${other.platform ?? `Node ${other.node}`}`,
    );
  }
});

test.each([
  ['a broken lockfile', () => writeFileSync(clone.file('package-lock.json'), '{ "packages": oops'), 'npm error'],
  ['an unreachable registry', unreachable, 'ECONNREFUSED'],
  ['sources that do not compile', () => clone.engine('return nonsense;'), 'error TS2304'],
  [
    'an engine that does not load',
    () => writeFileSync(clone.file('src/cli.ts'), 'throw new Error("no engine today");\nexport {};\n'),
    'no engine today',
  ],
])('ends %s with exit 3 and the cause in a verdict that replaces the old GO', async (_name, breakIt, cause) => {
  const { go } = leaveGo();
  breakIt();
  const { code, stderr } = await clone.gonogo('verify');
  expect(stderr).toContain(cause);
  expect(code).toBe(3);
  expect(clone.latest().runId).not.toBe(go);
  expect(clone.latest()).toMatchObject({ verdict: 'INCONCLUSIVE', exitCode: 3 });
  expect(clone.latest().reasons[0]).toMatchObject({ reasonCode: 'setup-failed', attribution: 'harness' });
  expect(clone.latest().reasons[0]?.message).toContain(cause);
});

function earlierPlace() {
  return { projectDir: clone.dir, packageDir: resolve(import.meta.dirname, '..') };
}

/** An earlier run, with a GO under latest. */
function leaveGo() {
  const { id, dir } = openRun({ out: clone.file('reports'), ...earlierPlace(), now: new Date() });
  const file = join(dir, 'verdict.json');
  writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), verdict: 'GO', exitCode: 0 }));
  expect(clone.latest()).toMatchObject({ verdict: 'GO', runId: id });
  return { go: id };
}

function unreachable() {
  for (const name of ['package.json', 'package-lock.json']) {
    const json = JSON.parse(readFileSync(clone.file(name), 'utf8'));
    (name === 'package.json' ? json : json.packages['']).dependencies.gone = '1.0.0';
    const resolved = 'http://127.0.0.1:9/gone-1.0.0.tgz';
    if (name !== 'package.json') json.packages['node_modules/gone'] = { version: '1.0.0', resolved };
    writeFileSync(clone.file(name), JSON.stringify(json));
  }
}

test.each([
  ['throws', 'throw new Error("boom");'],
  ['returns no exit code', 'return undefined;'],
  ['never comes back', 'await new Promise(() => {});'],
  ['throws outside its promise', 'setTimeout(() => { throw new Error("boom"); }, 0); await new Promise(() => {});'],
])('ends an engine that %s with exit 70 and a verdict that says so', async (_name, body) => {
  clone.engine(`${body}\n`.replace(/setTimeout/g, '(globalThis as any).setTimeout'));
  expect((await clone.gonogo('verify')).code).toBe(70);
  expect(clone.latest().reasons[0]?.reasonCode).toBe('defect');
});
