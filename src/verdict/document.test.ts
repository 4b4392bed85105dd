import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { verdictDocument } from './document.js';

const file = new URL('../../docs/verdict.md', import.meta.url);

test('docs/verdict.md says what the tables decide (UPDATE=1 writes it)', () => {
  if (process.env.UPDATE === '1') writeFileSync(file, verdictDocument());
  expect(readFileSync(file, 'utf8')).toBe(verdictDocument());
});
