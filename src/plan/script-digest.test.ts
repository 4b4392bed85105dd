import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { scriptDigest } from './script-digest.js';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(path.join(tmpdir(), 'gonogo-digest-'));
  onTestFinished(() => rmSync(dir, { recursive: true }));
});

/** The digest of `rush.k6.ts`, with these files about it. */
function digestOf(files: Record<string, string>): string {
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(dir, file)), { recursive: true });
    writeFileSync(path.join(dir, file), text);
  }
  return scriptDigest(path.join(dir, 'rush.k6.ts'));
}

const alone = "import http from 'k6/http';\nexport default () => http.get('./not-a-file');\n";

describe('the digest of a load script', () => {
  test('is that of its text, if it names no other', () => {
    expect(digestOf({ 'rush.k6.ts': alone })).toBe(createHash('sha256').update(alone).digest('hex'));
  });

  test.each([
    ['imports', "import { cart } from './lib/cart.ts';", 'lib/cart.ts'],
    ['imports for what it does', "import './lib/cart.ts';", 'lib/cart.ts'],
    ['hands on', "export * from './lib/cart.ts';", 'lib/cart.ts'],
    ['imports as it will be compiled', "import { cart } from './lib/cart.js';", 'lib/cart.ts'],
    ['requires', 'const cart = require("./lib/cart");', 'lib/cart.js'],
    ['opens', 'const people = open(`./lib/people.csv`);', 'lib/people.csv'],
    ['imports by another', "import './other.ts';", 'lib/people.csv'],
  ])('changes with what it %s', (_, text, file) => {
    const project = {
      ...{ 'rush.k6.ts': text, 'other.ts': "export const people = open('./lib/people.csv');" },
      ...{ 'lib/people.csv': 'a', [file]: 'a' },
    };
    const before = digestOf(project);
    expect(digestOf(project)).toBe(before);
    expect(digestOf({ [file]: 'b' })).not.toBe(before);
  });

  test('ends where files name each other, or one is not there', () => {
    const files = { 'rush.k6.ts': "import './other.ts';", 'other.ts': "import './rush.k6.ts'; import './gone.ts';" };
    expect(digestOf(files)).toMatch(/^[0-9a-f]{64}$/);
  });
});
