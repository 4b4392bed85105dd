import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { titleSeparator } from './test-case.js';

/** What one Playwright run of the engine gets. */
export interface PlaywrightRun {
  projectDir: string;
  /** The gathering's id: names its folders inside the run. */
  gathering: string;
  /** Exactly the tests to run, as the plan has them; titles joined with ` › `. */
  tests: { file: string; project: string; title: string }[];
  /** Where the reporter appends what it sees. */
  streamFile: string;
  /** Where the list of tests is written for Playwright to read. */
  listFile: string;
  workers: number;
  headed?: boolean;
}

export interface PlaywrightCommand {
  command: string[];
  /** On top of the environment that every child of the run gets. */
  env: Record<string, string>;
}

/** The command that runs exactly `tests`, with the guard that keeps requests to the allowed hosts. Writes `listFile`. */
export function playwrightCommand(run: PlaywrightRun): PlaywrightCommand {
  writeFileSync(run.listFile, testList(run.tests));
  const projects = new Set(run.tests.map(({ project }) => project));
  return {
    command: [
      ...[
        process.execPath,
        '--import',
        'gonogo/egress-guard',
        playwrightCli(run.projectDir),
        'test',
        '--test-list',
        run.listFile,
      ],
      ...[...projects].map((project) => `--project=${project}`),
      ...(run.headed === true ? ['--headed'] : []),
    ],
    env: {
      ...compiledBefore(run.projectDir),
      GONOGO_GATHERING: run.gathering,
      GONOGO_TEST_STREAM: run.streamFile,
      GONOGO_WORKERS: String(run.workers),
      FORCE_COLOR: '0',
    },
  };
}

/** What Playwright compiled last time it need not compile again: the temporary folder of a run begins empty. */
export function compiledBefore(projectDir: string): Record<string, string> {
  // What is installed is JavaScript already, and may lie where nobody can write.
  if (projectDir.split(sep).includes('node_modules')) return {};
  return { PLAYWRIGHT_TRANSFORM_CACHE_DIR: join(projectDir, '.gonogo', 'cache', 'playwright') };
}

/** Playwright's own entry, as the project resolves it: its tests must meet the same copy. */
export function playwrightCli(projectDir: string): string {
  return fileURLToPath(new URL('cli.js', `file://${packageOf(projectDir)}`));
}

/** The version of the project's own Playwright, which the plan names: what one version measured, another may not. */
export function playwrightVersion(projectDir: string): string {
  const written: unknown = JSON.parse(readFileSync(packageOf(projectDir), 'utf8'));
  return z.object({ version: z.string() }).parse(written).version;
}

/** Where the project's own Playwright lies. */
export function packageOf(projectDir: string): string {
  return createRequire(join(projectDir, 'package.json')).resolve('@playwright/test/package.json');
}

/** Playwright's `--test-list`: `[project] › file › describe › title`, files relative to `suites`. */
function testList(tests: PlaywrightRun['tests']): string {
  return tests
    .map(({ project, file, title }) => [`[${project}]`, file.replace(/^suites\//, ''), title].join(titleSeparator))
    .join('\n');
}
