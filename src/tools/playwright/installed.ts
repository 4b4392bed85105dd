import { existsSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { UsageError } from '../../records/usage-error.js';
import { packageOf, playwrightVersion } from './command.js';

const configFiles = ['ts', 'mts', 'cts', 'js', 'mjs', 'cjs'].map((suffix) => `playwright.config.${suffix}`);

const configToStartWith = `
  import { defineConfig } from '@playwright/test';
  import { gonogo } from 'gonogo';

  export default defineConfig(gonogo(), {
    projects: [{ name: 'journeys', testDir: 'suites/journeys' }],
  });`;

/**
 * Sees to it that a project's tests can be listed: one Playwright, the one that gonogo uses, and a config.
 * @returns what is there, in words.
 * @throws UsageError that says what to install or to write.
 */
export function playwrightInstalled(projectDir: string): string {
  const theirs = resolved(() => packageOf(projectDir));
  const ours = resolved(() => createRequire(import.meta.url).resolve('@playwright/test/package.json'));
  // Playwright keeps what tests declare in its own modules: with two of them neither sees all.
  if (theirs === undefined || theirs !== ours) throw new UsageError(twoOrNone(projectDir, theirs, ours));
  const config = configFiles.find((file) => existsSync(join(projectDir, file)));
  if (config === undefined)
    throw new UsageError(
      `${projectDir} has no playwright.config.ts, which says where which tests are. Write:\n${configToStartWith}\n`,
    );
  return `Playwright ${playwrightVersion(projectDir)}, ${config}`;
}

function twoOrNone(projectDir: string, theirs: string | undefined, ours: string | undefined): string {
  const flaw =
    theirs === undefined
      ? `${projectDir} has no @playwright/test`
      : `There are two copies of @playwright/test, and tests must meet one: ${dirname(theirs)} and ${ours === undefined ? 'none of gonogo’s own' : dirname(ours)}`;
  return (
    `${flaw}. Remove @playwright/test from the project and install gonogo, which brings it; ` +
    'from a folder that is: npm install --install-links --save-dev <folder of gonogo>'
  );
}

function resolved(resolve: () => string): string | undefined {
  try {
    return realpathSync(resolve());
  } catch {
    return undefined;
  }
}
