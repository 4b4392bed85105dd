import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { sha256 } from '../evidence/digest.js';
import { openEvidence } from '../evidence/store.js';
import { takeIn } from './take-in.js';

const place = mkdtempSync(path.join(tmpdir(), 'gonogo-take-in-'));
const evidence = openEvidence(place, 'run-1');
afterAll(() => rmSync(place, { recursive: true, force: true }));

let files = 0;
const fresh = (): string => path.join(place, `report-${(files += 1)}.xml`);
const take = (file: string, redact: (text: string) => string = String) => takeIn(file, redact, evidence);

/** As somebody who is not allowed everything. */
function unprivileged<T>(act: () => T): T {
  if (process.getuid?.() !== 0) return act();
  process.seteuid?.(65_534);
  try {
    return act();
  } finally {
    process.seteuid?.(0);
  }
}

test('a tool’s file is taken in as it is, with its digest', () => {
  const file = fresh();
  writeFileSync(file, '<testsuite/>');
  const raw = [{ path: path.basename(file), sha256: sha256('<testsuite/>'), bytes: 12 }];
  expect(take(file)).toEqual({ text: '<testsuite/>', raw });
});

test('a secret is out of the file before its digest is taken, also where the tool made the file read-only', () => {
  const file = fresh();
  writeFileSync(file, 'logs in with hunter2', { mode: 0o400 });
  const { text, raw } = take(file, (said) => said.replace('hunter2', '[redacted]'));
  expect(text).toBe('logs in with [redacted]');
  expect(readFileSync(file, 'utf8')).toBe(text);
  expect(raw[0]?.sha256).toBe(sha256(text ?? ''));
  expect(readdirSync(place).filter((name) => name.endsWith('.tmp'))).toEqual([]);
});

test('a file that is not there is nothing, and no flaw', () => {
  expect(take(fresh())).toEqual({ raw: [] });
});

test('a file that vanishes while it is taken in is nothing, too', () => {
  const file = fresh();
  writeFileSync(file, 'here');
  expect(take(file, (text) => (rmSync(file), text))).toEqual({ raw: [] });
});

test.each<[what: string, leave: (file: string) => void, flaw: string]>([
  ['a folder', (file) => mkdirSync(file), 'it is no plain file'],
  ['a pipe that nobody writes into', (file) => execFileSync('sh', ['-c', 'mkfifo "$0"', file]), 'it is no plain file'],
  ['a device', (file) => execFileSync('mknod', [file, 'c', '1', '3']), 'it is no plain file'],
  ['a link', (file) => symlinkSync('/etc/passwd', file), 'ELOOP'],
  ['a link in a circle', (file) => symlinkSync(file, file), 'ELOOP'],
  ['a path through a file', (file) => writeFileSync(path.dirname(file), ''), 'ENOTDIR'],
])('%s in its place is told, and neither waited for nor thrown', (what, leave, flaw) => {
  const file = what === 'a path through a file' ? path.join(fresh(), 'inside.xml') : fresh();
  try {
    leave(file);
  } catch (error) {
    // Only root makes devices.
    if (what.startsWith('a device') && process.getuid?.() !== 0) return;
    throw error;
  }
  const taken = take(file);
  expect(taken).toEqual({ raw: [], flaw: expect.stringContaining(flaw) });
});

test('a file that nobody may read is told', () => {
  const file = fresh();
  writeFileSync(file, '<testsuite/>');
  chmodSync(file, 0);
  expect(unprivileged(() => take(file))).toEqual({ raw: [], flaw: expect.stringContaining('EACCES') });
  expect(existsSync(file)).toBe(true);
});

test('a defect of gonogo is no flaw of the file', () => {
  const file = fresh();
  writeFileSync(file, 'x');
  const broken = () => {
    throw new Error('a defect');
  };
  expect(() => take(file, broken)).toThrow('a defect');
});
