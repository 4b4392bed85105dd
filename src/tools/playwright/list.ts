import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { z } from 'zod';
import { UsageError } from '../../records/usage-error.js';
import { errorRecord } from './attempt-record.js';
import { playwrightCli } from './command.js';
import { listing, type ListedSuite, type Listing } from './listing.js';

/** One test in one Playwright project, as `playwright test --list` names it. */
export interface ListedTest {
  /** Relative to the project's folder, with forward slashes. */
  file: string;
  line: number;
  project: string;
  /** `describe`s, then the test's own title. */
  titlePath: string[];
  title: string;
  /** With their `@`. */
  tags: string[];
  annotations: { type: string; description?: string | undefined }[];
  expectedStatus: 'passed' | 'failed' | 'skipped' | 'timedOut' | 'interrupted';
}

export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}
export type Run = (
  command: string[],
  options: { cwd: string; env: Record<string, string>; timeoutMs: number },
) => Promise<Ended>;

/**
 * Every test of the project, projects in the order of its config, without running any.
 * @throws UsageError with Playwright's own words when a file does not load, titles clash or `test.only` was left in.
 */
export async function listTests(
  project: { projectDir: string; env: Record<string, string>; files?: string[] },
  run: Run = runAlone,
): Promise<ListedTest[]> {
  const folder = mkdtempSync(join(tmpdir(), 'gonogo-list-'));
  try {
    // A file, because what a config or a spec prints while it is loaded lands on stdout.
    const report = join(folder, 'list.json');
    const command = [
      process.execPath,
      // Listing loads the project's own code: none of it may send anything yet.
      '--import',
      'gonogo/egress-guard',
      playwrightCli(project.projectDir),
      'test',
      '--list',
      '--forbid-only',
      '--reporter=json',
      ...(project.files ?? []),
    ];
    // The environment of the run: a test that depends on a variable is listed as it will be run.
    const env = { ...inherited(), ...project.env, GONOGO_EGRESS: '[]', PLAYWRIGHT_JSON_OUTPUT_FILE: report };
    const ended = await run(command, { cwd: project.projectDir, env, timeoutMs: 60_000 });
    return testsOf(parse(report, ended), ended, project.projectDir);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function parse(report: string, ended: Ended): Listing {
  if (!existsSync(report)) {
    throw new UsageError(
      `Playwright could not list the tests (exit ${ended.code}):\n${stripVTControlCharacters(ended.stderr || ended.stdout).trim()}`,
    );
  }
  const parsed = listing.safeParse(JSON.parse(readFileSync(report, 'utf8')));
  if (!parsed.success)
    throw new Error(
      `Playwright's list has another shape than that of the version gonogo is made for:\n${z.prettifyError(parsed.error)}`,
    );
  return parsed.data;
}

function testsOf(list: Listing, ended: Ended, projectDir: string): ListedTest[] {
  if (list.errors.length > 0)
    throw new UsageError(
      `Playwright can't list the tests:\n${list.errors.map((error) => told(error, projectDir)).join('\n\n')}`,
    );
  if (ended.code !== 0)
    throw new UsageError(
      `Playwright could not list the tests (exit ${ended.code}):\n${stripVTControlCharacters(ended.stderr).trim()}`,
    );
  if (list.config.rootDir !== join(realpathSync(projectDir), 'suites')) {
    throw new UsageError(
      `playwright.config.ts looks for tests in ${list.config.rootDir}: leave testDir as gonogo() sets it, "suites".`,
    );
  }
  const order = list.config.projects.map(({ name }) => name);
  const tests = list.suites.flatMap((file) => testsIn(file, [], file.file));
  return tests.sort((a, b) => order.indexOf(a.project) - order.indexOf(b.project));
}

function testsIn(suite: ListedSuite, above: string[], file: string): ListedTest[] {
  const own = suite.specs.flatMap((spec) => {
    if (spec.file !== file) {
      throw new UsageError(
        `"${spec.title}" of suites/${file} is declared in ${spec.file}: call test() in the spec file itself, so that it can be run alone.`,
      );
    }
    return spec.tests.map((test) => ({
      file: `suites/${file}`,
      line: spec.line,
      project: test.projectName,
      titlePath: [...above, spec.title],
      title: spec.title,
      tags: spec.tags.map((tag) => (tag.startsWith('@') ? tag : `@${tag}`)),
      annotations: test.annotations,
      expectedStatus: test.expectedStatus,
    }));
  });
  return [...own, ...(suite.suites ?? []).flatMap((inner) => testsIn(inner, [...above, inner.title], file))];
}

function told(error: Listing['errors'][number], projectDir: string): string {
  const { message, location } = errorRecord(error, projectDir);
  const snippet = error.snippet === undefined ? '' : `\n${stripVTControlCharacters(error.snippet)}`;
  return `${location === undefined ? '' : `${location}: `}${message}${snippet}`;
}

function inherited(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

function runAlone([file, ...args]: string[], { cwd, env, timeoutMs }: Parameters<Run>[1]): Promise<Ended> {
  if (file === undefined) throw new Error('an empty command');
  return new Promise((resolve) => {
    const child = execFile(
      file,
      args,
      { cwd, env, timeout: timeoutMs, maxBuffer: 64 * 1024 ** 2 },
      (_error, stdout, stderr) => {
        resolve({ code: child.exitCode, stdout, stderr });
      },
    );
  });
}
