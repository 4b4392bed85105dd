import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { TestStreamLine } from '../../records/test-stream.js';
import { playwrightCommand, type PlaywrightRun } from './command.js';
import { listTests } from './list.js';
import { followTestStream, readTestStream, type TestStream } from './stream.js';

// Inside the repository, so that a project finds Playwright and gonogo as an adopter's does.
const root = join(import.meta.dirname, '../../..');
mkdirSync(join(root, '.gonogo/tmp'), { recursive: true });
const temp = mkdtempSync(join(root, '.gonogo/tmp/playwright-'));
afterAll(() => rmSync(temp, { recursive: true, force: true }));

const config = `
import { defineConfig } from '@playwright/test';
const reporter = process.env.GONOGO_TEST_STREAM ? [[${JSON.stringify(join(import.meta.dirname, 'stream-reporter.ts'))}]] : 'null';
export default defineConfig({ testDir: 'suites', reporter, retries: 1, fullyParallel: true,
  projects: [{ name: 'journeys' }, { name: 'phone', testMatch: '**/on-phones.spec.ts' }] });`;
const front = `import { test, expect } from '@playwright/test';\n`;

/** A project in a folder of its own; specs are given without their imports. */
function projectOf(specs: Record<string, string>): string {
  const dir = mkdtempSync(join(temp, 'project-'));
  for (const [name, text] of [['playwright.config.ts', config], ...Object.entries(specs)] as const) {
    const file = join(dir, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, name.endsWith('.spec.ts') ? front + text : text);
  }
  return dir;
}

const environment = { PATH: process.env['PATH'] ?? '', GONOGO_RUN_ID: 'run-1' };

type Run = Pick<PlaywrightRun, 'tests'> & {
  onChild?: (child: ChildProcess, streamFile: string) => void;
  streamFile?: string;
};

/** Runs the planned tests with the real Playwright; `onChild` may hurt it meanwhile. */
async function runOf(
  dir: string,
  { tests, onChild, streamFile = join(dir, 'functional.jsonl') }: Run,
): Promise<TestStream & { code: number | null }> {
  const { command, env } = playwrightCommand({
    projectDir: dir,
    gathering: 'functional',
    tests,
    streamFile,
    listFile: join(dir, 'tests.txt'),
    workers: 1,
  });
  const [file = '', ...args] = command;
  const child = spawn(file, args, { cwd: dir, env: { ...environment, ...env, GONOGO_RUN_DIR: dir }, stdio: 'ignore' });
  onChild?.(child, streamFile);
  const code = await new Promise<number | null>((resolve) => child.once('exit', resolve));
  return { ...readTestStream(streamFile, 'run-1'), code };
}

function planned(
  title: string,
  file = 'suites/journeys/checkout.spec.ts',
  project = 'journeys',
): PlaywrightRun['tests'][number] {
  return { file, project, title };
}

function attemptsIn(lines: TestStreamLine[]): Extract<TestStreamLine, { type: 'attempt' }>[] {
  return lines.filter((line) => line.type === 'attempt');
}

const one = (text: string) => projectOf({ 'suites/journeys/checkout.spec.ts': text });

describe('a run of the real Playwright', { timeout: 60_000 }, () => {
  it('records a skipped test as skipped, with its reason, although Playwright exits 0', async () => {
    const { whole, lines, code } = await runOf(one(`test('pays', () => { test.skip(true, 'no cards today'); });`), {
      tests: [planned('pays')],
    });
    expect({ whole, code }).toEqual({ whole: true, code: 0 });
    expect(attemptsIn(lines)).toMatchObject([{ skipReason: 'no cards today', attempt: { status: 'skipped' } }]);
  });

  it('keeps both attempts of a flake: the story, the failing step, the error without colours', async () => {
    const dir = one(`test('pays', async ({}, testInfo) => {
      await test.step('fills the cart', async () => { await test.step('opens the shop', async () => {}); });
      await test.step('pays by card', async () => expect(testInfo.retry).toBe(1));
    });`);
    const { whole, lines, code } = await runOf(dir, { tests: [planned('pays')] });
    expect({ whole, code }).toEqual({ whole: true, code: 0 });
    const [first, second] = attemptsIn(lines);
    expect(first).toMatchObject({
      file: 'suites/journeys/checkout.spec.ts',
      project: 'journeys',
      title: 'pays',
      retry: 0,
      attempt: { status: 'failed', assertions: 1 },
    });
    expect(first?.attempt.steps.map(({ title, depth, failed }) => [title, depth, failed])).toEqual([
      ['fills the cart', 0, false],
      ['opens the shop', 1, false],
      ['pays by card', 0, true],
    ]);
    expect(first?.attempt.errors[0]?.message).toMatch(/^Error: expect\(received\)\.toBe\(expected\)/);
    expect(first?.attempt.errors[0]?.location).toMatch(/^suites\/journeys\/checkout\.spec\.ts:\d+:\d+$/);
    expect(second).toMatchObject({ retry: 1, attempt: { status: 'passed', assertions: 1 } });
  });

  it('shows that a test asserted nothing', async () => {
    const { lines } = await runOf(one(`test('pays', () => {});`), { tests: [planned('pays')] });
    expect(attemptsIn(lines)).toMatchObject([{ attempt: { status: 'passed', assertions: 0 } }]);
  });

  it.each([
    ['SIGKILL', 'runner-died'],
    ['SIGINT', 'interrupted'],
  ] as const)('keeps what was seen when the runner gets a %s, and says %s', async (signal, reasonCode) => {
    const dir = one(`test.describe.configure({ mode: 'default' });
      test('browses', () => expect(1).toBe(1));
      test('pays', async () => { await new Promise((resolve) => setTimeout(resolve, 20_000)); });`);
    const hurt: Run['onChild'] = (child, streamFile) => {
      const unfollow = followTestStream(streamFile, () => child.kill(signal));
      child.once('exit', unfollow);
    };
    const { whole, problem, lines } = await runOf(dir, { tests: [planned('browses'), planned('pays')], onChild: hurt });
    expect({ whole, reason: problem?.reasonCode }).toEqual({ whole: false, reason: reasonCode });
    expect(attemptsIn(lines)[0]).toMatchObject({ title: 'browses', attempt: { status: 'passed' } });
  });

  it('is not whole when a file does not load', async () => {
    const { whole, problem } = await runOf(one(`test('pays', () => {`), { tests: [planned('pays')] });
    expect(whole).toBe(false);
    expect(problem).toMatchObject({ reasonCode: 'setup-failed', message: expect.stringContaining('checkout.spec.ts') });
  });

  it('fails, and leaves no stream to believe, when the stream cannot be written', async () => {
    const dir = one(`test('pays', () => expect(1).toBe(1));`);
    const { whole, code } = await runOf(dir, {
      tests: [planned('pays')],
      streamFile: join(dir, 'no-such-folder', 'functional.jsonl'),
    });
    expect({ whole, code }).toEqual({ whole: false, code: 1 });
  });

  it('runs the planned tests and no others, also of one line and one title in two projects', async () => {
    const table = `for (const country of ['DE', 'US']) test.describe('totals', () => { test('in ' + country, () => expect(1).toBe(1)); });`;
    const dir = projectOf({ 'suites/journeys/on-phones.spec.ts': table });
    const { whole, lines } = await runOf(dir, {
      tests: [planned('totals › in US', 'suites/journeys/on-phones.spec.ts', 'phone')],
    });
    expect(whole).toBe(true);
    expect(attemptsIn(lines).map(({ project, title }) => [project, title])).toEqual([['phone', 'totals › in US']]);
  });

  it('reports no tests when none of the planned ones is there any more', async () => {
    const { whole, problem } = await runOf(one(`test('renamed', () => {});`), { tests: [planned('pays')] });
    expect({ whole, reason: problem?.reasonCode }).toEqual({ whole: false, reason: 'no-tests' });
  });
});

describe('the list of tests', { timeout: 60_000 }, () => {
  const listed = (dir: string) => listTests({ projectDir: dir, env: environment });

  it('has tags, annotations, lines and projects in the order of the config, whatever specs print', async () => {
    const text = `console.log('{"noise": true}');\ntest.describe('totals', () => { test('in DE', { tag: '@accessible', annotation: { type: 'owner', description: 'shop' } }, () => {}); });`;
    const tests = await listed(projectOf({ 'suites/journeys/on-phones.spec.ts': text }));
    const common = {
      file: 'suites/journeys/on-phones.spec.ts',
      line: 3,
      titlePath: ['totals', 'in DE'],
      title: 'in DE',
      tags: ['@accessible'],
      expectedStatus: 'passed',
    };
    expect(tests).toMatchObject([
      { ...common, project: 'journeys' },
      { ...common, project: 'phone' },
    ]);
    expect(tests[0]?.annotations).toMatchObject([{ type: 'owner', description: 'shop' }]);
  });

  it.each([
    ['a syntax error', `test('pays', () => {`, /checkout\.spec\.ts.*SyntaxError|SyntaxError.*checkout\.spec\.ts/s],
    ['two tests with one title', `test('pays', () => {}); test('pays', () => {});`, /duplicate test title/],
    ['test.only', `test.only('pays', () => {});`, /test\.only/],
    ['no tests', ``, /No tests found/],
  ])('refuses %s in the words of Playwright', async (_, text, words) => {
    await expect(listed(one(text))).rejects.toMatchObject({
      name: 'UsageError',
      message: expect.stringMatching(words),
    });
  });
});
