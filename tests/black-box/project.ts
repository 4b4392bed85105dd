import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { repository } from '../repository.js';

/** What a tiny project consists of; what is left out is as an adopter's simplest project has it. */
export interface ProjectFiles {
  /** The staging's address. */
  target: string;
  /** The whole of staging.config.ts, in place of the three lines. */
  config?: string;
  policy?: string;
  /** By path, `suites/journeys/front-page.spec.ts` or `load/rush.k6.ts`. */
  files?: Record<string, string>;
}

export interface Project {
  dir: string;
  /** Where its runs are kept. */
  reports: string;
  write(file: string, text: string): void;
  /** Writes a shell script that can be run, and says where it is. */
  writeProgram(file: string, lines: string): string;
  remove(): void;
}

/** A check without a browser that passes. */
export const HEALTHY_SPEC = `
import { expect, test } from 'gonogo/test';
test('the front page opens', async ({ request }) => {
  const answer = await request.get('/');
  expect(answer.status()).toBe(200);
});
`;

const PLAYWRIGHT_CONFIG = `
import { defineConfig } from '@playwright/test';
import { gonogo } from 'gonogo';
export default defineConfig(gonogo(), {
  projects: ['environment', 'integrations', 'journeys'].map((name) => ({ name, testDir: \`suites/\${name}\` })),
});
`;

/**
 * Writes a project into \`.gonogo/tmp\` of the repository. It has a package.json of its own, so that \`gonogo\` is found
 * the way an adopter's is, in node_modules; everything else is found by walking up.
 */
export function makeProject({ target, config, policy, files }: ProjectFiles): Project {
  const nursery = path.join(repository, '.gonogo', 'tmp');
  mkdirSync(nursery, { recursive: true });
  const dir = mkdtempSync(path.join(nursery, 'project-'));
  const write = (file: string, text: string) => {
    mkdirSync(path.dirname(path.join(dir, file)), { recursive: true });
    writeFileSync(path.join(dir, file), text);
  };
  write('package.json', JSON.stringify({ name: 'tiny-shop', private: true, type: 'module' }));
  write('playwright.config.ts', PLAYWRIGHT_CONFIG);
  write('staging.config.ts', config ?? `export default { name: 'Tiny shop', staging: { target: '${target}' } };\n`);
  if (policy !== undefined) write('policy.yaml', policy);
  const suites = files ?? { 'suites/integrations/front-page.spec.ts': HEALTHY_SPEC };
  for (const [file, text] of Object.entries(suites)) write(file, text);
  mkdirSync(path.join(dir, 'node_modules'));
  symlinkSync(repository, path.join(dir, 'node_modules', 'gonogo'));
  // A k6 of its own would take minutes to build.
  const cache = path.join(repository, '.gonogo', 'cache');
  mkdirSync(cache, { recursive: true });
  mkdirSync(path.join(dir, '.gonogo'));
  symlinkSync(cache, path.join(dir, '.gonogo', 'cache'));
  return {
    dir,
    reports: path.join(dir, 'reports'),
    write,
    writeProgram: (file, lines) => {
      write(file, `#!/bin/sh\n${lines}\n`);
      chmodSync(path.join(dir, file), 0o755);
      return path.join(dir, file);
    },
    remove: () => rmSync(dir, { recursive: true, force: true }),
  };
}
