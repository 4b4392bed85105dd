import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { format } from 'prettier';
import { repository } from '../repository.js';
import { cruise } from './cruise.js';
import { drawMap } from './map.js';

const FILE = path.join(repository, 'docs', 'architecture.md');
const BETWEEN = /(?<=<!-- map: begin[^\n]*-->\n)[\s\S]*(?=<!-- map: end -->)/;

test('docs/architecture.md shows the rooms as they are (UPDATE=1 npm test -- --only laws redraws it)', async () => {
  const page = readFileSync(FILE, 'utf8');
  expect(page).toMatch(BETWEEN);
  const map = await format(drawMap(await cruise(repository)), { parser: 'markdown', printWidth: 120 });
  const redrawn = page.replace(BETWEEN, () => `\n${map}\n`);
  if (process.env['UPDATE'] === '1') writeFileSync(FILE, redrawn);
  else expect(page).toBe(redrawn);
});
