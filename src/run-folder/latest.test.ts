import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { keepLatest } from './latest.js';

const own = '2026-11-21T03-45-12Z-ab12cd';
let out: string;
let said: string[];

beforeEach(() => {
  out = mkdtempSync(path.join(tmpdir(), 'gonogo-latest-'));
  said = [];
  for (const id of [own, '2026-11-20T03-45-12Z-ab12cd', '2026-11-21T03-45-13Z-000000'])
    mkdirSync(path.join(out, 'runs', id), { recursive: true });
});
afterEach(() => rmSync(out, { recursive: true, force: true }));

const latest = () => path.join(out, 'latest');
const keep = () => keepLatest(path.join(out, 'runs', own), (line) => said.push(line));

it.each([path.join('runs', own), 'absolute'])('leaves a link to this run alone (%s)', (to) => {
  symlinkSync(to === 'absolute' ? path.join(out, 'runs', own) : to, latest());
  expect([keep(), said]).toEqual([undefined, []]);
});

it.each<[string, () => void]>([
  ['another run', () => symlinkSync('runs/2026-11-20T03-45-12Z-ab12cd', latest())],
  ['a made-up place', () => symlinkSync('/nowhere', latest())],
  ['a later name elsewhere', () => symlinkSync('other/2026-11-22T03-45-13Z-000000', latest())],
  ['a file', () => writeFileSync(latest(), '')],
  ['nothing', () => undefined],
])('puts it back where there is %s, and says so', (_, replace) => {
  replace();
  expect(keep()).toBe(undefined);
  expect(readlinkSync(latest())).toBe(path.join('runs', own));
  expect(said).toEqual([expect.stringContaining('was replaced during the run')]);
});

it('puts a folder aside, with what it holds', () => {
  mkdirSync(latest());
  writeFileSync(path.join(latest(), 'verdict.json'), '{"verdict":"GO"}');
  expect(keep()).toBe(undefined);
  expect(readlinkSync(latest())).toBe(path.join('runs', own));
  const aside = readdirSync(path.join(out, 'runs')).find((name) => name.startsWith('displaced-by-'));
  expect(existsSync(path.join(out, 'runs', String(aside), 'verdict.json'))).toBe(true);
});

it('leaves it to a run that began later, and says that it is not this one', () => {
  symlinkSync('runs/2026-11-21T03-45-13Z-000000', latest());
  expect(keep()).toMatch(/latest is another run, 2026-11-21T03-45-13Z-000000, which began later/);
  expect(readlinkSync(latest())).toBe('runs/2026-11-21T03-45-13Z-000000');
});

it('says when it cannot be put back', () => {
  mkdirSync(path.join(out, 'runs', `displaced-by-${own}-at-its-end`, 'full'), { recursive: true });
  mkdirSync(path.join(latest(), 'full'), { recursive: true });
  expect(keep()).toMatch(/was replaced during the run, and cannot be put back: /);
  expect(said).toHaveLength(1);
});
