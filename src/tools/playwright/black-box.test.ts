import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { recordsOfTestStream } from '../../evidence/from-tests.js';
import { readTestStream } from '../../evidence/test-stream-read.js';
import type { PlannedCheck } from '../../records/plan.js';
import { playwrightCommand, type PlaywrightRun } from './command.js';
import { followTestStream } from './follow.js';

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

interface Left {
  code: number | null;
  attempts: ReturnType<typeof readTestStream>['attempts'];
  /** What keeps the run from being believed: of the run, and of the planned tests that left nothing. */
  reasons: string[];
}

/** Runs the planned tests with the real Playwright and reads what it left, as the engine does. */
async function runOf(
  dir: string,
  tests: PlaywrightRun['tests'],
  { streamFile = join(dir, 'functional.jsonl'), kill }: { streamFile?: string; kill?: NodeJS.Signals } = {},
): Promise<Left> {
  const listFile = join(dir, 'tests.txt');
  const run = { projectDir: dir, gathering: 'functional', tests, streamFile, listFile, workers: 1 };
  const { command, env } = playwrightCommand(run);
  const [file = '', ...args] = command;
  const child = spawn(file, args, { cwd: dir, env: { ...environment, ...env, GONOGO_RUN_DIR: dir }, stdio: 'ignore' });
  const unfollow = followTestStream(streamFile, () => kill !== undefined && !child.killed && child.kill(kill));
  const code = await new Promise<number | null>((resolve) => child.once('exit', resolve));
  unfollow();
  const stream = existsSync(streamFile) ? readFileSync(streamFile, 'utf8') : undefined;
  const origin = { runId: 'run-1', recordedAt: new Date().toISOString(), raw: [], exit: { code } };
  const { records, problems } = recordsOfTestStream({ ...origin, stream, planned: tests.map(checkOf) });
  const unmeasured = records.flatMap(({ measured }) => (measured.kind === 'not-measured' ? [measured.reasonCode] : []));
  return {
    code,
    attempts: readTestStream(stream ?? '').attempts,
    reasons: [...problems.map((it) => it.reasonCode), ...unmeasured],
  };
}

function checkOf(test: PlaywrightRun['tests'][number]): PlannedCheck {
  const source = { kind: 'test', line: 1, ...test } as const;
  return {
    id: `journeys/checkout/${test.title}`,
    title: test.title,
    stage: 'journeys',
    tier: 'blocking',
    source,
    thirdParties: [],
  };
}

function planned(
  title: string,
  file = 'suites/journeys/checkout.spec.ts',
  project = 'journeys',
): PlaywrightRun['tests'][number] {
  return { file, project, title };
}

const one = (text: string) => projectOf({ 'suites/journeys/checkout.spec.ts': text });

describe('a run of the real Playwright', { timeout: 60_000 }, () => {
  it('records a skipped test as skipped, with its reason, although Playwright exits 0', async () => {
    const left = await runOf(one(`test('pays', () => { test.skip(true, 'no cards today'); });`), [planned('pays')]);
    expect(left).toMatchObject({
      code: 0,
      reasons: [],
      attempts: [{ skipReason: 'no cards today', attempt: { status: 'skipped' } }],
    });
  });

  it('keeps both attempts of a flake: the story, the failing step, the error without colours', async () => {
    const dir = one(`test('pays', async ({}, testInfo) => {
      await test.step('fills the cart', async () => { await test.step('opens the shop', async () => {}); });
      await test.step('pays by card', async () => expect(testInfo.retry).toBe(1));
    });`);
    const { code, reasons, attempts } = await runOf(dir, [planned('pays')]);
    expect({ code, reasons }).toEqual({ code: 0, reasons: [] });
    const [first, second] = attempts;
    expect(first).toMatchObject({ ...planned('pays'), retry: 0, attempt: { status: 'failed', assertions: 1 } });
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
    const { attempts } = await runOf(one(`test('pays', () => {});`), [planned('pays')]);
    expect(attempts).toMatchObject([{ attempt: { status: 'passed', assertions: 0 } }]);
  });

  it.each(['SIGKILL', 'SIGINT'] as const)(
    'keeps what was seen when the runner gets a %s half-way, and no more',
    async (kill) => {
      const dir = one(`test.describe.configure({ mode: 'default' });
      test('browses', () => expect(1).toBe(1));
      test('pays', async () => { await new Promise((resolve) => setTimeout(resolve, 20_000)); });`);
      const { attempts, reasons } = await runOf(dir, [planned('browses'), planned('pays')], { kill });
      expect(attempts[0]).toMatchObject({ title: 'browses', attempt: { status: 'passed' } });
      expect(attempts.slice(1).map(({ attempt }) => attempt.status)).toEqual(kill === 'SIGINT' ? ['interrupted'] : []);
      expect(reasons).toEqual(kill === 'SIGINT' ? [] : ['runner-died']);
    },
  );

  it('leaves no evidence when a file does not load', async () => {
    expect(await runOf(one(`test('pays', () => {`), [planned('pays')])).toMatchObject({
      code: 1,
      attempts: [],
      reasons: ['script-threw', 'no-tests'],
    });
  });

  it('fails, and leaves no evidence, when the stream cannot be written', async () => {
    const dir = one(`test('pays', () => expect(1).toBe(1));`);
    const left = await runOf(dir, [planned('pays')], { streamFile: join(dir, 'no-such-folder', 'functional.jsonl') });
    expect(left).toEqual({ code: 1, attempts: [], reasons: ['runner-died'] });
  });

  it('runs the planned tests and no others, also of one line and one title in two projects', async () => {
    const table = `for (const country of ['DE', 'US']) test.describe('totals', () => { test('in ' + country, () => expect(1).toBe(1)); });`;
    const file = 'suites/journeys/on-phones.spec.ts';
    const { attempts, reasons } = await runOf(projectOf({ [file]: table }), [planned('totals › in US', file, 'phone')]);
    expect(attempts.map(({ project, title }) => [project, title])).toEqual([['phone', 'totals › in US']]);
    expect(reasons).toEqual([]);
  });

  it('says that a planned test is not there any more', async () => {
    const { reasons } = await runOf(one(`test('renamed', () => {});`), [planned('pays')]);
    expect(reasons).toContain('no-tests');
  });
});
