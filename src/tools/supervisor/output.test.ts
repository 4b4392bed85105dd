import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { redactor } from '../redact.js';
import { openOutput } from './output.js';

let dir: string;
let lines: string[];
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'gonogo-output-'));
  lines = [];
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const log = () => join(dir, 'child.log');
const open = (limitBytes?: number) =>
  openOutput(
    log(),
    () => redactor(['marker-4711']),
    (some) => lines.push(...some),
    limitBytes,
  );

test('hands on whole lines, however the chunks fall, and characters that two chunks share', () => {
  const output = open();
  const bytes = Buffer.from('one\ntwö\r\n\nthree');
  for (const byte of bytes) output.stdout(Buffer.from([byte]));
  expect(lines).toEqual(['one', 'twö\r', '']);
  output.end();
  expect(lines).toEqual(['one', 'twö\r', '', 'three']);
  expect(readFileSync(log(), 'utf8')).toBe('one\ntwö\r\n\nthree\n');
});

test('redacts a secret that two chunks of an endless line share', () => {
  const output = open();
  for (const chunk of ['x'.repeat(1_100_000), 'mark', 'er-4711', 'y'.repeat(1_100_000)])
    output.stderr(Buffer.from(chunk));
  output.end();
  const written = readFileSync(log(), 'utf8');
  expect(written).toContain('[redacted]');
  expect(written.replace('[redacted]', '').replaceAll('\n', '')).toMatch(/^x{1100000}y{1100000}$/);
});

test('redacts a secret where an endless line is cut into pieces', () => {
  const output = open();
  for (const chunk of [`${'x'.repeat(1_100_000)}mark`, 'er-4711']) output.stdout(Buffer.from(chunk));
  output.end();
  expect(readFileSync(log(), 'utf8')).not.toContain('4711');
});

test('cuts a log that grows too long, and says so once', () => {
  const output = open(100);
  for (let at = 0; at < 50; at += 1) output.stdout(Buffer.from(`line ${at}\n`));
  output.end();
  const written = readFileSync(log(), 'utf8');
  expect(written.match(/cut here/g)).toHaveLength(1);
  expect(written.length).toBeLessThan(250);
  expect(lines).not.toContain('line 49');
});
