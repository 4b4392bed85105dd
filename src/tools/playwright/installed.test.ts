import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { playwrightInstalled } from './installed.js';

// Inside the repository a project finds gonogo's own Playwright by walking up; elsewhere it finds none.
const nursery = path.join(import.meta.dirname, '../../../.gonogo/tmp');
mkdirSync(nursery, { recursive: true });
const [inside, outside] = [nursery, tmpdir()].map((folder) => mkdtempSync(path.join(folder, 'installed-')));
afterAll(() => [inside, outside].forEach((dir) => rmSync(String(dir), { recursive: true, force: true })));

function project(parent: string | undefined, name: string, files: Record<string, string> = {}): string {
  const dir = path.join(String(parent), name);
  for (const [file, text] of Object.entries({ 'package.json': '{}', ...files })) {
    mkdirSync(path.dirname(path.join(dir, file)), { recursive: true });
    writeFileSync(path.join(dir, file), text);
  }
  return dir;
}

test.each(['playwright.config.ts', 'playwright.config.mjs'])(
  'one Playwright and %s are all that it takes, and are named',
  (config) => {
    const dir = project(inside, config, { [config]: '' });
    expect(playwrightInstalled(dir)).toMatch(new RegExp(`^Playwright \\d+\\.\\d+\\.\\d+, ${config}$`));
  },
);

test.each<[what: string, parent: string | undefined, files: Record<string, string>, words: string[]]>([
  ['a project without a config is told what to write', inside, {}, ['no playwright.config.ts', 'gonogo(), {']],
  [
    'a project without Playwright is told how to come by it',
    outside,
    { 'playwright.config.ts': '' },
    ['has no @playwright/test', 'npm install --install-links'],
  ],
  [
    'a second Playwright beside that of gonogo is refused, and both are named',
    inside,
    { 'playwright.config.ts': '', 'node_modules/@playwright/test/package.json': '{"version":"1.65.1"}' },
    ['two copies of @playwright/test', 'node_modules/@playwright/test and ', 'npm install --install-links'],
  ],
])('%s', (what, parent, files, words) => {
  const dir = project(parent, what.replaceAll(' ', '-'), files);
  for (const word of words) expect(() => playwrightInstalled(dir)).toThrow(word);
});
