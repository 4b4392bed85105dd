import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { extname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { z } from 'zod';
import { SetupError } from '../../records/setup-error.js';
import { UsageError } from '../../records/usage-error.js';
import { ask, type Answer } from '../supervisor/ask.js';
import type { Supervisor } from '../supervisor/index.js';
import { compiledBefore, playwrightCli } from './command.js';
import { playwrightInstalled } from './installed.js';
import { listing, refuseNarrowed, type ListedTest, type Listing } from './listing.js';
import { titleSeparator } from './test-case.js';

export type { ListedTest } from './listing.js';

// Compiled like this file, or not. Named from the project's folder: Playwright splits a path that holds a comma.
const listReporter = fileURLToPath(new URL('./list-reporter.js', import.meta.url)).replace(
  /\.js$/,
  extname(import.meta.filename),
);

/**
 * Every test of the project, projects in the order of its config, without running any.
 * @throws UsageError with Playwright's own words when a file does not load, titles clash or `test.only` was left in.
 * @throws UsageError too when the project has no Playwright, a second one, or no config for it.
 * @throws SetupError when Playwright's list has another shape than that of the version gonogo is made for.
 */
export async function listTests(
  supervisor: Pick<Supervisor, 'start' | 'tempDir'>,
  project: { projectDir: string; env: Record<string, string>; files?: string[] },
): Promise<ListedTest[]> {
  const { projectDir } = project;
  playwrightInstalled(projectDir);
  const folder = mkdtempSync(join(supervisor.tempDir, 'list-'));
  try {
    // A file, because what a config or a spec prints while it is loaded lands on stdout.
    const report = join(folder, 'list.json');
    const command: [string, ...string[]] = [
      process.execPath,
      // Listing loads the project's own code: none of it may send anything yet.
      '--import',
      'gonogo/egress-guard',
      playwrightCli(projectDir),
      'test',
      '--list',
      '--forbid-only',
      `--reporter=${relative(realpathSync(projectDir), listReporter)}`,
      ...(project.files ?? []),
    ];
    // The environment of the run: a test that depends on a variable is listed as it will be run.
    const env = { ...project.env, ...compiledBefore(projectDir), GONOGO_EGRESS: '[]', GONOGO_TEST_LIST: report };
    const ended = await ask(supervisor, { name: 'playwright-list', command, cwd: projectDir, env, limitMs: 60_000 });
    return testsOf(parse(report, ended), ended, projectDir);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function parse(report: string, ended: Answer): Listing {
  if (!existsSync(report)) {
    throw new UsageError(
      `Playwright could not list the tests (${ended.ending}):\n${stripVTControlCharacters(ended.stderr || ended.stdout).trim()}`,
    );
  }
  const parsed = listing.safeParse(JSON.parse(readFileSync(report, 'utf8')));
  if (!parsed.success)
    throw new SetupError(
      `Playwright's list has another shape than that of the version gonogo is made for:\n${z.prettifyError(parsed.error)}`,
    );
  return parsed.data;
}

function testsOf(list: Listing, ended: Answer, projectDir: string): ListedTest[] {
  // First, since a filter that leaves nothing is an error in Playwright's words too, and those don't name it.
  refuseNarrowed(list);
  if (list.errors.length > 0) throw new UsageError(`Playwright can't list the tests:\n${list.errors.join('\n\n')}`);
  if (ended.code !== 0)
    throw new UsageError(
      `Playwright could not list the tests (${ended.ending}):\n${stripVTControlCharacters(ended.stderr).trim()}`,
    );
  if (list.rootDir !== join(realpathSync(projectDir), 'suites')) {
    throw new UsageError(
      `playwright.config.ts looks for tests in ${list.rootDir}: leave testDir as gonogo() sets it, "suites".`,
    );
  }
  for (const { file, declaredIn, titlePath } of list.tests) {
    if (declaredIn !== file) {
      throw new UsageError(
        `"${titlePath.join(titleSeparator)}" of ${file} is declared in ${declaredIn}: call test() in the spec file itself, so that it can be run alone.`,
      );
    }
  }
  const order = list.projects.map(({ name }) => name);
  return list.tests.toSorted((a, b) => order.indexOf(a.project) - order.indexOf(b.project));
}
