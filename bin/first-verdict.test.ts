import { existsSync, mkdirSync, mkdtempSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { verdict } from '../src/records/verdict.js';
import { inconclusive, newRunId, openRun, outFolder, writeVerdict } from './first-verdict.mjs';

const packageDir = resolve(import.meta.dirname, '..');
let projectDir: string;

beforeEach(() => {
  projectDir = mkdtempSync(join(tmpdir(), 'gonogo-first-'));
});
afterEach(() => rmSync(projectDir, { recursive: true, force: true }));

const open = () => openRun({ out: join(projectDir, 'reports'), projectDir, packageDir, now: new Date() });
const latest = () =>
  verdict.parse(JSON.parse(readFileSync(join(projectDir, 'reports', 'latest', 'verdict.json'), 'utf8')));

test('leaves a valid INCONCLUSIVE verdict under latest before anything else happens', () => {
  const run = open();
  expect(latest()).toMatchObject({ verdict: 'INCONCLUSIVE', exitCode: 3, runId: run.id });
  expect(latest().reasons[0]).toMatchObject({ check: 'run', reasonCode: 'not-started' });
});

test.each(['not-started', 'setup-failed', 'interrupted', 'configuration', 'defect'] as const)(
  'writes a verdict for "%s" that the schema accepts',
  (reasonCode) => {
    const run = { id: newRunId(new Date()), dir: projectDir, startedAt: new Date().toISOString() };
    const written = inconclusive(
      run,
      { reasonCode, message: 'It broke.\nHere.', exitCode: 3 },
      { projectDir, packageDir },
    );
    expect(verdict.parse(written).headline).toBe('INCONCLUSIVE: It broke.');
  },
);

test('points latest away from an old GO', () => {
  const old = open();
  writeFileSync(join(old.dir, 'verdict.json'), JSON.stringify({ verdict: 'GO' }));
  const run = open();
  expect(readlinkSync(join(projectDir, 'reports', 'latest'))).toBe(join('runs', run.id));
  expect(latest().verdict).toBe('INCONCLUSIVE');
});

test('puts a latest that is a folder (a restored artifact) aside with all it holds, so that no old GO stays there', () => {
  mkdirSync(join(projectDir, 'reports', 'latest', 'kept'), { recursive: true });
  writeFileSync(join(projectDir, 'reports', 'latest', 'verdict.json'), JSON.stringify({ verdict: 'GO' }));
  const run = open();
  expect(latest().verdict).toBe('INCONCLUSIVE');
  expect(existsSync(join(projectDir, 'reports', 'runs', `displaced-by-${run.id}`, 'kept'))).toBe(true);
});

test('replaces a GO when the run breaks afterwards, and never a NO-GO', () => {
  const run = open();
  const file = join(run.dir, 'verdict.json');
  const ending = { reasonCode: 'defect', message: 'It broke.', exitCode: 70 } as const;
  writeFileSync(file, JSON.stringify({ verdict: 'GO' }));
  writeVerdict(run, ending, { projectDir, packageDir });
  expect(latest().reasons[0]?.reasonCode).toBe('defect');
  writeFileSync(file, JSON.stringify({ verdict: 'NO-GO' }));
  writeVerdict(run, ending, { projectDir, packageDir });
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ verdict: 'NO-GO' });
});

test('names runs by UTC second, and two of one second differently', () => {
  const now = new Date('2026-11-21T03:45:12.900Z');
  expect(newRunId(now)).toMatch(/^2026-11-21T03-45-12Z-[0-9a-f]{6}$/);
  expect(newRunId(now)).not.toBe(newRunId(now));
});

test('reads --out in both spellings, the last one counting, and reports by default', () => {
  expect(outFolder(['verify'], '/p')).toBe('/p/reports');
  expect(outFolder(['verify', '--out', 'a'], '/p')).toBe('/p/a');
  expect(outFolder(['verify', '--out', 'a', '--out=/b'], '/p')).toBe('/b');
  expect(outFolder(['verify', '--out'], '/p')).toBe('/p/reports');
});
