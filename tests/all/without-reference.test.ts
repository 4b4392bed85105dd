import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { repository } from '../repository.js';
import { typeProjects } from './projects.mjs';
import { steps } from './steps.mjs';

// What an adopter has after deleting reference/.
function adopted(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'gonogo-adopted-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const project of ['src', 'load', 'bin']) {
    mkdirSync(path.join(folder, project));
    writeFileSync(path.join(folder, project, 'tsconfig.json'), '{}');
  }
  return folder;
}

test('without reference/, tsc is given the folders that are there, and the step says which is not', async () => {
  const folder = adopted();
  const types = steps(folder, folder).find(({ id }) => id === 'types');
  const commands = await types?.commands();
  expect(commands?.map(({ args }) => args[2])).toEqual(['src', 'load', 'bin', '.']);
  expect(types?.promise).toContain('no reference/');
});

test('gonogo itself is never left out of the types', () => {
  const folder = adopted();
  rmSync(path.join(folder, 'src'), { recursive: true });
  expect(typeProjects(folder)).toEqual({ present: ['src', 'load', 'bin', '.'], missing: ['reference'] });
});

test('without reference/, `npm run staging` says so in one line', () => {
  const folder = adopted();
  const script = path.join(folder, 'bin', 'staging.mjs');
  cpSync(path.join(repository, 'bin', 'staging.mjs'), script);
  const { status, stdout, stderr } = spawnSync(process.execPath, [script], { encoding: 'utf8', timeout: 10_000 });
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toMatch(/^staging: there is no reference\/ here.*\n$/);
});
