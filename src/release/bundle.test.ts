import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { sha256 } from '../evidence/digest.js';
import { bundleIn, filesThatCount } from './bundle.js';

const place = mkdtempSync(path.join(tmpdir(), 'gonogo-bundle-'));
afterAll(() => rmSync(place, { recursive: true }));
const dir = path.join(place, 'run');
mkdirSync(path.join(dir, 'evidence/raw/deep'), { recursive: true });
const texts = {
  'verdict.json': 'v',
  'plan.json': 'p',
  'evidence/seal.json': 's',
  'evidence/raw/b.jsonl': 'b',
  'evidence/raw/a.jsonl': 'a',
  'evidence/raw/deep/c': 'c',
};
for (const [file, text] of Object.entries(texts)) writeFileSync(path.join(dir, file), text);
writeFileSync(path.join(dir, 'report.html'), 'r');
writeFileSync(path.join(place, 'outside'), 'o');
symlinkSync('seal.json', path.join(dir, 'evidence/link.json'));
symlinkSync('raw', path.join(dir, 'evidence/linked-folder'));

const bundle = bundleIn(dir, () => expect.unreachable());

test('a plain file is read', () => {
  expect(bundle.read('evidence/raw/deep/c')?.toString()).toBe('c');
});

test.each([
  ['is not there', 'evidence/gone'],
  ['is a folder', 'evidence'],
  ['is the run itself', '.'],
  ['is a link', 'evidence/link.json'],
  ['lies outside', '../outside'],
  ['lies outside, by its absolute path', path.join(place, 'outside')],
])('what %s is not read', (_, file) => {
  expect(bundle.read(file)).toBeUndefined();
});

test('everything below a folder is named, links too, in one order and with forward slashes; folders are not', () => {
  expect(bundle.below('evidence')).toEqual([
    ...['evidence/link.json', 'evidence/linked-folder'],
    ...['evidence/raw/a.jsonl', 'evidence/raw/b.jsonl', 'evidence/raw/deep/c', 'evidence/seal.json'],
  ]);
  expect(bundle.below('approvals')).toEqual([]);
  expect(bundle.below('plan.json')).toEqual([]);
});

test('the files that count are what the verdict is made of, as far as it is there and can be read', () => {
  expect(Object.entries(filesThatCount(bundle))).toEqual(
    Object.entries(texts)
      .map(([file, text]) => [file, sha256(text)])
      .toSorted(([a = ''], [b = '']) => (a < b ? -1 : 1)),
  );
});

test('a run is judged again where it lies, at the moment that is asked for', () => {
  const asked: string[] = [];
  const judged = bundleIn(dir, (...words) => {
    asked.push(...words);
    throw new Error('judged');
  });
  expect(() => judged.judgedAgain('2026-11-20T12:00:00.000Z')).toThrow('judged');
  expect(asked).toEqual([dir, '2026-11-20T12:00:00.000Z']);
});
