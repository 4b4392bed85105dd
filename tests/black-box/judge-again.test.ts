import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { at, files, go, judged, notGo, place, type Files } from '../laws/judging/finished-run.js';
import { repository } from '../repository.js';
import { sober } from './command.js';

const elsewhere = mkdtempSync(path.join(tmpdir(), 'gonogo judged elsewhere '));
afterAll(() => [place, elsewhere].forEach((folder) => rmSync(folder, { recursive: true })));

/** A run's folder with the verdict that it was given. */
function folderOf(name: string, given: Files): string {
  const dir = path.join(elsewhere, name);
  mkdirSync(path.join(dir, 'evidence'), { recursive: true });
  for (const file of files) {
    const text = given[file];
    if (text !== undefined) writeFileSync(path.join(dir, file), text);
  }
  writeFileSync(path.join(dir, 'verdict.json'), `${JSON.stringify(judged(given), null, 2)}\n`);
  return dir;
}

function judge(words: string[], cwd: string, env: Record<string, string>) {
  const command = [path.join(repository, 'bin', 'gonogo.mjs'), 'judge', ...words];
  const { status, stdout, stderr } = spawnSync(process.execPath, command, {
    cwd,
    env: { ...sober(process.env), ...env },
    encoding: 'utf8',
    timeout: 100_000,
  });
  return { code: status, said: stdout + stderr };
}

const verdictIn = (dir: string): string => readFileSync(path.join(dir, 'verdict.json'), 'utf8');

describe.each([
  ['GO', 0, go],
  ['NO-GO', 1, notGo[0] ?? {}],
  ['INCONCLUSIVE', 3, notGo[2] ?? {}],
] as const)('judging a %s again', (word, code, given) => {
  test('gives the same bytes, from a copy at another path, in another time zone, language and folder', () => {
    const dir = folderOf(word, given);
    const recorded = verdictIn(dir);
    const copy = path.join(elsewhere, 'ein anderer Ort', `${word} – Kopie`);
    cpSync(dir, copy, { recursive: true });

    const here = judge([dir], repository, { TZ: 'UTC', LANG: 'C' });
    expect(here.code, here.said).toBe(code);
    expect(verdictIn(dir)).toBe(recorded);

    const there = judge(['.'], copy, { TZ: 'Pacific/Chatham', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' });
    expect(there.code, there.said).toBe(code);
    expect(verdictIn(copy)).toBe(recorded);
    expect(JSON.parse(recorded)).toMatchObject({ verdict: word, judgedAt: at });
  });
});

test('by another policy says what would flip with exit 0, and leaves every byte as it was', () => {
  const dir = folderOf('asked', notGo[0] ?? {});
  const recorded = verdictIn(dir);
  writeFileSync(
    path.join(elsewhere, 'policy.yaml'),
    'version: 1\ntiers:\n  - checks: journeys/b\n    tier: advisory\n',
  );
  const { code, said } = judge([dir, '--policy', 'policy.yaml'], elsewhere, {});
  expect({ code, said }).toEqual({
    code: 0,
    said: 'run-failed  NO-GO → GO  journeys/b no longer blocking: tiers[0] (journeys/b: advisory)\n1 of 1 verdicts would flip\n',
  });
  expect(verdictIn(dir)).toBe(recorded);
});
