import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { playwrightCommand } from '../tools/playwright/command.js';
import { readTestStream } from '../evidence/test-stream-read.js';

// A project as an adopter has it, against a walled page: needs `dist` (the package's front doors) and a Chromium.
const root = join(import.meta.dirname, '../..');
mkdirSync(join(root, '.gonogo/tmp'), { recursive: true });
const dir = mkdtempSync(join(root, '.gonogo/tmp/front-door-'));
const access = { username: 'staff', password: 'p@ss:w' };
const authorization = `Basic ${Buffer.from('staff:p@ss:w').toString('base64')}`;

interface Sent {
  to: 'shop' | 'other';
  url: string | undefined;
  authorization: string | undefined;
  userAgent: string | undefined;
}
const sent: Sent[] = [];
const shop = createServer((request, response) => {
  note('shop', request);
  if (request.headers.authorization !== authorization)
    response.writeHead(401, { 'www-authenticate': 'Basic realm="staging"' }).end();
  else if (request.url === '/missing.png') response.writeHead(404).end();
  else if (request.url === '/worker.js')
    response.writeHead(200, { 'content-type': 'text/javascript' }).end(`fetch('/from-worker')`);
  else if (request.url === '/late.css') sheetLater(response, '@import url(/later.css);');
  else if (request.url === '/later.css') sheetLater(response, 'a { display: block; padding: 12px }');
  else html(response, request.url === '/bad' ? bad() : request.url === '/late' ? late : good);
});
const other = createServer((request, response) => {
  note('other', request);
  // Asks for credentials as well, and must not be given the wall's.
  if (request.url === '/') html(response, '<p>third party<script>onload = () => fetch("/x")</script>');
  else response.writeHead(401, { 'www-authenticate': 'Basic realm="staging"' }).end();
});

const good = `<!doctype html><html lang="en"><title>Good</title><main><h1>Good</h1><button>Press</button></main></html>`;
const late = good.replace(
  '<main>',
  '<link rel="stylesheet" href="/late.css"><main><ul><li><a href="/1">one</a><li><a href="/2">two</a></ul>',
);
const bad =
  () => `<!doctype html><html><title>Bad</title><h1>Bad</h1><img src="/missing.png"><iframe src="${urlOf(other)}"></iframe>
  <script>new SharedWorker('/worker.js'); console.error('oh no'); setTimeout(() => { throw new Error('boom') })</script></html>`;

function note(to: Sent['to'], { url, headers }: IncomingMessage): void {
  sent.push({ to, url, authorization: headers.authorization, userAgent: headers['user-agent'] });
}
function html(response: ServerResponse, text: string): void {
  response.writeHead(200, { 'content-type': 'text/html' }).end(text);
}
function sheetLater(response: ServerResponse, text: string): void {
  setTimeout(() => response.writeHead(200, { 'content-type': 'text/css' }).end(text), 2_000);
}
function urlOf(server: typeof shop): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const files = {
  'staging.config.ts': `export default { name: 'Tiny', staging: { start: 'node staging.mjs' } };`,
  'playwright.config.ts': `import { defineConfig } from '@playwright/test';
    import { gonogo } from 'gonogo';
    export default defineConfig(gonogo(), { projects: [{ name: 'journeys', testMatch: 'journeys/*.spec.ts' }, { name: 'speed', testMatch: 'speed/*.spec.ts', use: { trace: 'off' } }] });`,
  'suites/journeys/pages.spec.ts': `import { expect, test } from 'gonogo/test';
    const tag = ['@accessible', '@clean-console'];
    test('bad', { tag }, async ({ page, accessibility }) => { await page.goto('/bad'); await accessibility.scan('start'); await expect(page.locator('h1')).toHaveText('Bad'); });
    test('good', { tag }, async ({ page }) => { await page.goto('/'); await expect(page.locator('h1')).toHaveText('Good'); });
    test('late', { tag: ['@accessible'] }, async ({ page }) => { await page.goto('/late', { waitUntil: 'commit' }); await expect(page.locator('a')).toHaveText(['one', 'two']); });
    test.describe(() => { test.use({ allowedConsole: [/./] }); test('allowed', { tag }, async ({ page }) => { await page.goto('/bad'); await expect(page.locator('h1')).toHaveText('Bad'); }); });
    test('no browser', { tag }, async ({ request, staging }) => { expect((await request.post(staging.target + '/api')).status()).toBe(200);
      expect((await request.get(staging.thirdParties.other.url + '/api')).status()).toBe(401);
      await expect(request.get('http://192.0.2.1/')).rejects.toThrow('gonogo refused a connection'); });`,
  'suites/speed/home.spec.ts': `import { expect, test } from 'gonogo/test';
    test('home', async ({ speed }) => {
      const { ttfbMs, lcpMs, cls, inpMs } = await speed.measure('/', { loads: 2, interact: (page) => page.getByRole('button').click() });
      for (const figure of [ttfbMs, lcpMs, inpMs]) expect(figure).toBeGreaterThan(0);
      expect(cls).toBe(0);
      expect((await speed.measure('/', { loads: 1 })).inpMs).toBe(undefined);
    });`,
};

beforeAll(async () => {
  for (const server of [shop, other]) await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const record = JSON.stringify({
    schemaVersion: 1,
    target: urlOf(shop),
    access,
    thirdParties: { other: { url: urlOf(other), health: urlOf(other) } },
  });
  const staging = `import { writeFileSync } from 'node:fs'; writeFileSync('started', ''); setInterval(() => {}, 1e6);
    console.log(JSON.stringify({ ...${record}, pid: process.pid }));`;
  for (const [name, text] of Object.entries({ ...files, 'staging.json': record, 'staging.mjs': staging })) {
    mkdirSync(dirname(join(dir, name)), { recursive: true });
    writeFileSync(join(dir, name), text);
  }
});
afterAll(() => {
  shop.close();
  other.close();
  rmSync(dir, { recursive: true, force: true });
});

function run(
  [file = '', ...args]: string[],
  env: Record<string, string>,
): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve) => {
    const child = execFile(
      file,
      args,
      { cwd: dir, env: { PATH: process.env['PATH'] ?? '', ...env } },
      (_, stdout, stderr) => {
        resolve({ code: child.exitCode, output: stdout + stderr });
      },
    );
  });
}

describe('the front doors in a project', { timeout: 90_000 }, () => {
  it('measure what the tags say, past the wall, with every request marked and credentials for the target alone', async () => {
    const [streamFile, listFile] = [join(dir, 'functional.jsonl'), join(dir, 'tests.txt')];
    const file = 'suites/journeys/pages.spec.ts';
    const tests = [
      ...['bad', 'good', 'late', 'allowed', 'no browser'].map((title) => ({ file, project: 'journeys', title })),
      { file: 'suites/speed/home.spec.ts', project: 'speed', title: 'home' },
    ];
    const { command, env } = playwrightCommand({
      projectDir: dir,
      gathering: 'functional',
      tests,
      streamFile,
      listFile,
      workers: 1,
    });
    const engine = {
      GONOGO_RUN_ID: 'run-1',
      GONOGO_RUN_DIR: dir,
      GONOGO_STAGING: join(dir, 'staging.json'),
      GONOGO_USER_AGENT: 'gonogo/9 run/run-1',
    };
    const { output } = await run(command, { ...engine, ...env, GONOGO_EGRESS: '["127.0.0.1"]' });
    const { attempts, ends } = readTestStream(readFileSync(streamFile, 'utf8'));
    expect(ends, output).toMatchObject([{ status: 'passed', errors: [] }]);
    const findings = Object.fromEntries(
      attempts.map(({ title, derived }) => [title, derived.map((it) => [it.tag, it.findings.length > 0])]),
    );
    expect(attempts.map(({ title, attempt }) => [title, attempt.status])).toEqual(
      tests.map(({ title }) => [title, 'passed']),
    );
    expect(findings).toEqual({
      bad: [
        ['@clean-console', true],
        ['@accessible', true],
      ],
      good: [
        ['@clean-console', false],
        ['@accessible', false],
      ],
      // Its style sheet comes after its text, and what that imports later still.
      late: [['@accessible', false]],
      allowed: [
        ['@clean-console', false],
        ['@accessible', true],
      ],
      'no browser': [],
      home: [],
    });
    const told = JSON.stringify(attempts[0]?.derived);
    for (const word of ['oh no', 'Uncaught: boom', '404', 'html-has-lang', 'start (/bad)'])
      expect(told).toContain(word);
    expect(attempts.at(-1)?.attempt.attachments).toMatchObject([
      { name: 'speed of /', path: expect.stringMatching(/^test-results\/functional\//) },
      {},
    ]);
    expect(sent.filter(({ to, url }) => (to === 'other' && url === '/x') || url === '/from-worker')).not.toEqual([]);
    expect(sent.filter((request) => request.to === 'other' && request.authorization !== undefined)).toEqual([]);
    expect(sent.filter(({ userAgent }) => userAgent?.endsWith(' gonogo/9 run/run-1') !== true)).toEqual([]);
    // So that a log says which test's request went wrong.
    const ofTests = sent.map(({ userAgent }) => /\btest\/(\S+):\d+ gonogo\//.exec(userAgent ?? '')?.[1]);
    expect([...new Set(ofTests)]).toEqual(expect.arrayContaining([file.replace('suites/', ''), 'speed/home.spec.ts']));
    expect(existsSync(join(dir, 'playwright-report/index.html'))).toBe(true);
    expect(readdirSync(join(dir, 'allure-results')).filter((name) => name.endsWith('-result.json'))).toHaveLength(
      tests.length,
    );
  });

  const cli = join(root, 'node_modules/@playwright/test/cli.js');
  const playwright = (...args: string[]) => run([process.execPath, cli, 'test', ...args], { GONOGO_EGRESS: '[]' });

  it('list tests by hand without starting a staging', async () => {
    expect(await playwright('--list')).toMatchObject({ code: 0, output: expect.stringContaining('Total: 6 tests') });
    expect(existsSync(join(dir, 'started'))).toBe(false);
  });

  it('start a staging by hand when none runs, and hand its record to the tests', async () => {
    const { code, output } = await playwright('--grep', 'no browser');
    expect(code, output).toBe(0);
    expect(existsSync(join(dir, 'started'))).toBe(true);
  });

  it('go to the target of staging.config.ts, whatever runs', async () => {
    const config = join(dir, 'staging.config.ts');
    const where = `{ target: '${urlOf(shop)}', access: ${JSON.stringify(access)}, thirdParties: { other: { url: '${urlOf(other)}', health: '${urlOf(other)}' } } }`;
    writeFileSync(config, `export default { name: 'Tiny', staging: ${where} };`);
    rmSync(join(dir, 'started'));
    const { code, output } = await playwright('--grep', 'no browser');
    writeFileSync(config, files['staging.config.ts']);
    expect(code, output).toBe(0);
    expect(existsSync(join(dir, 'started'))).toBe(false);
  });

  it('ignore the record of a dead staging, with a word', async () => {
    mkdirSync(join(dir, '.gonogo'), { recursive: true });
    writeFileSync(
      join(dir, '.gonogo/staging.json'),
      JSON.stringify({ schemaVersion: 1, target: urlOf(shop), pid: 2 ** 22 }),
    );
    expect((await playwright('--list')).output).toContain('no longer runs');
  });
});
