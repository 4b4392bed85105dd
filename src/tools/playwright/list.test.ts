import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readTestStream } from '../../evidence/test-stream-read.js';
import { startSupervisor, type Supervisor } from '../supervisor/index.js';
import { playwrightCommand } from './command.js';
import { listTests } from './list.js';
import { titleSeparator } from './test-case.js';

// Inside the repository, so that a project finds Playwright and gonogo as an adopter's does; with a comma in its path.
const nursery = join(import.meta.dirname, '../../../.gonogo/tmp');
mkdirSync(nursery, { recursive: true });
const temp = mkdtempSync(join(nursery, 'list, '));
let supervisor: Supervisor;
beforeAll(async () => {
  const place = { runId: basename(temp), runDir: join(temp, 'run'), tempDir: join(temp, 'tmp') };
  supervisor = await startSupervisor({ ...place, env: { PATH: String(process.env['PATH']) }, secrets: [] });
});
afterAll(async () => {
  await supervisor.close();
  rmSync(temp, { recursive: true, force: true });
});

const env = { GONOGO_RUN_ID: 'run-1' };

/** A project in a folder of its own, with one spec; `settings` go into its config, `phone` into its second project. */
function projectOf(
  spec: string,
  { settings = '', phone = '', file = 'suites/journeys/checkout.spec.ts' } = {},
): string {
  const dir = mkdtempSync(join(temp, 'project-'));
  const reporter = JSON.stringify(join(import.meta.dirname, 'stream-reporter.ts'));
  const files = {
    'playwright.config.ts': `
      import { defineConfig } from '@playwright/test';
      export default defineConfig({ testDir: 'suites', reporter: [[${reporter}]], ${settings}
        projects: [{ name: 'journeys' }, { name: 'phone', testMatch: '**/on-phones.spec.ts', ${phone} }] });`,
    [file]: `import { test, expect } from '@playwright/test';\n${spec}`,
  };
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(dir, name)), { recursive: true });
    writeFileSync(join(dir, name), text);
  }
  return dir;
}

const onPhones = { file: 'suites/journeys/on-phones.spec.ts' };
const listed = (projectDir: string) => listTests(supervisor, { projectDir, env });
const pays = `test('pays', () => expect(1).toBe(1));`;

describe('the list of tests', { timeout: 60_000 }, () => {
  it('has tags, annotations, lines and projects in the order of the config, whatever specs print', async () => {
    const text = `console.log('{"noise": true}');\ntest.describe('totals', () => { test('in DE', { tag: '@accessible', annotation: { type: 'owner', description: 'shop' } }, () => {}); });`;
    const tests = await listed(projectOf(text, onPhones));
    const common = {
      ...onPhones,
      line: 3,
      titlePath: ['totals', 'in DE'],
      tags: ['@accessible'],
      annotations: [{ type: 'owner', description: 'shop' }],
      expectedStatus: 'passed',
    };
    expect(tests).toMatchObject([
      { ...common, project: 'journeys' },
      { ...common, project: 'phone' },
    ]);
  });

  it('names a test in a describe without a title as a run of it does', async () => {
    const dir = projectOf(`test.describe(() => test.describe('card', () => test.describe(() => { ${pays} })));`);
    const [test] = await listed(dir);
    if (test === undefined) throw new Error('nothing was listed');
    expect(test.titlePath).toEqual(['card', 'pays']);
    const title = test.titlePath.join(titleSeparator);
    const [streamFile, listFile] = [join(dir, 'stream.jsonl'), join(dir, 'tests.txt')];
    const run = {
      projectDir: dir,
      gathering: 'functional',
      tests: [{ ...test, title }],
      streamFile,
      listFile,
      workers: 1,
    };
    const { command, env: own } = playwrightCommand(run);
    const [node = '', ...args] = command;
    const { status } = spawnSync(node, args, {
      cwd: dir,
      env: { ...process.env, ...env, ...own, GONOGO_RUN_DIR: dir },
    });
    const { attempts } = readTestStream(readFileSync(streamFile, 'utf8'));
    expect({ status, titles: attempts.map((attempt) => attempt.title) }).toEqual({ status: 0, titles: [title] });
  });

  it.each([
    ['a syntax error', `test('pays', () => {`, /checkout\.spec\.ts.*SyntaxError|SyntaxError.*checkout\.spec\.ts/s],
    ['two tests with one title', `${pays} ${pays}`, /duplicate test title/],
    ['test.only', `test.only('pays', () => {});`, /test\.only/],
    ['no tests', ``, /No tests found/],
  ])('refuses %s in the words of Playwright', async (_, text, words) => {
    await expect(listed(projectOf(text))).rejects.toMatchObject({
      name: 'UsageError',
      message: expect.stringMatching(words),
    });
  });

  it.each([
    ['a grep', { settings: 'grep: /pays/,' }, /grep \/pays\/ of project "journeys"/],
    ['a grep that leaves nothing', { settings: 'grep: /nothing/,' }, /grep \/nothing\/ of project "journeys"/],
    [
      'an inverted grep of one project',
      { phone: 'grepInvert: [/slow/, /@wip/i],' },
      /: grepInvert \/slow\/, \/@wip\/i of project "phone"/,
    ],
    ['a shard', { settings: 'shard: { current: 1, total: 2 },' }, /shard 1\/2/],
  ])('refuses a config with %s: a smaller plan would not be called partial', async (_, settings, words) => {
    await expect(listed(projectOf(pays, settings))).rejects.toMatchObject({
      name: 'UsageError',
      message: expect.stringMatching(new RegExp(`^playwright\\.config\\.ts .*${words.source}.*--only`)),
    });
  });

  it('refuses a test that another file declares', async () => {
    const dir = projectOf(`import { shared } from '../../shared';\nshared();`);
    writeFileSync(
      join(dir, 'shared.ts'),
      `import { test } from '@playwright/test';\nexport const shared = () => test('pays', () => {});`,
    );
    await expect(listed(dir)).rejects.toThrow(
      /"pays" of suites\/journeys\/checkout\.spec\.ts is declared in shared\.ts/,
    );
  });
});
