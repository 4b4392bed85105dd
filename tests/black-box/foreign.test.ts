import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { verify } from './command.js';
import { HEALTHY_SPEC } from './project.js';
import type { Shop } from './shop.js';
import { set } from './stage.js';

const CHECK = 'contracts/orders-api';

const junit = (cases: string): string => `<testsuite name="orders">${cases}</testsuite>`;
const PASSING = '<testcase name="creates an order"/>';
const FAILING = '<testcase name="cancels an order"><failure message="got 500"/></testcase>';
const SKIPPED = '<testcase name="refunds an order"><skipped/></testcase>';

const WRITING = `import { writeFileSync } from 'node:fs';\n`;

interface Tool {
  /** Plain Node, in `tool.mjs`. */
  script: string;
  format?: string;
  command?: string[];
  rest?: object;
}

/** A project that has a tool of its own, besides a suite. */
function withTool({ script, format = 'junit', command = ['node', 'tool.mjs'], rest = {} }: Tool) {
  return (shop: Shop) => ({
    config: `export default ${JSON.stringify({
      name: 'Tiny shop',
      staging: { target: shop.url },
      foreign: [{ check: CHECK, format, command, ...rest }],
    })};`,
    files: {
      'suites/integrations/front-page.spec.ts': HEALTHY_SPEC,
      'tool.mjs': `${WRITING}${script}`,
    },
  });
}

/** Asks staging, reports, and ends. */
function reporting(report: string, exitCode = 0): string {
  return `
    const answer = await fetch(process.env.GONOGO_TARGET + '/?by=tool');
    if (!answer.ok) process.exit(9);
    console.log('run ' + process.env.GONOGO_RUN_ID);
    writeFileSync(process.env.GONOGO_REPORT, ${JSON.stringify(report)});
    process.exitCode = ${exitCode};`;
}

async function verdictOf(tool: Tool, words: string[] = []) {
  const { project, shop } = await set(withTool(tool));
  const ended = await verify(project, words);
  const check = ended.verdict?.checks.find(({ id }) => id === CHECK);
  return { ...ended, check, shop, word: ended.verdict?.verdict };
}

describe('another tool’s report', () => {
  test('is evidence like any other: GO when all of it passed, with the report among the evidence', async () => {
    const { code, word, check, verdict, shop, said, leftovers } = await verdictOf({
      script: reporting(junit(PASSING)),
    });
    expect({ code, word, reasons: verdict?.reasons }, said).toEqual({ code: 0, word: 'GO', reasons: [] });
    expect(check).toMatchObject({ stage: 'contracts', outcome: 'passed', message: '1 test passed.' });
    expect(check?.evidence).toEqual(['evidence/raw/contracts.orders-api.xml']);
    expect(shop.requests).toContain('GET /?by=tool');
    expect(leftovers).toEqual({ processes: [], folders: [] });
  });

  test('with a failure is NO-GO, whatever the command’s exit code, and says which test', async () => {
    const { code, word, verdict, said } = await verdictOf({ script: reporting(junit(PASSING + FAILING)) });
    expect({ code, word }, said).toEqual({ code: 1, word: 'NO-GO' });
    expect(verdict?.reasons[0]).toMatchObject({ check: CHECK, outcome: 'failed', attribution: 'product' });
    expect(said).toContain('cancels an order');
  });

  test('is written where the command’s own words say, through a shell where it takes one', async () => {
    const command = ['sh', '-c', 'node tool.mjs > "$0"', '{report}'];
    const { word, check, said } = await verdictOf({
      script: `console.log(${JSON.stringify(junit(PASSING))});`,
      command,
    });
    expect({ word, outcome: check?.outcome }, said).toEqual({ word: 'GO', outcome: 'passed' });
  });

  const older = JSON.stringify({
    reportFormat: 'CTRF',
    results: {
      tool: { name: 'old' },
      summary: { tests: 1, passed: 1, failed: 0, skipped: 0, pending: 0, other: 0, start: 1000, stop: 2000 },
      tests: [{ name: 'a', status: 'passed', duration: 1 }],
    },
  });
  const link = `import { symlinkSync } from 'node:fs'; symlinkSync(process.cwd() + '/old.xml', process.env.GONOGO_REPORT);`;
  const flawed: Record<string, Tool & { is: string }> = {
    silent: { is: 'missing no-evidence', script: '' },
    'left-over': { is: 'missing no-evidence', script: `writeFileSync('old.xml', 'x');` },
    'older-copy': { is: 'mismatched wrong-run', format: 'ctrf', script: reporting(older) },
    skipped: { is: 'skipped skipped-by-test', script: reporting(junit(SKIPPED)) },
    empty: { is: 'missing no-tests', script: reporting(junit('')) },
    'green-and-failed': { is: 'errored counts-disagree', script: reporting(junit(PASSING), 1) },
    'cut-off': { is: 'errored unparsable', script: reporting('<testsuite><testcase name="a"/>') },
    entities: { is: 'errored unparsable', script: reporting('<!DOCTYPE t [<!ENTITY a "b">]><testsuite/>') },
    'another-format': { is: 'errored unparsable', format: 'k6-summary', script: reporting(junit(PASSING)) },
    killed: { is: 'missing runner-died', script: `${reporting(junit(PASSING))} process.kill(process.pid, 'SIGKILL');` },
    linked: { is: 'errored unparsable', script: link },
    absent: { is: 'missing configuration', script: '', command: ['./no-such-tool'] },
  };

  test('proves nothing where it is missing, old, empty, skipped, contradicted or broken: INCONCLUSIVE', async () => {
    const names = Object.keys(flawed);
    const { project } = await set((shop) => ({
      config: `export default ${JSON.stringify({
        name: 'Tiny shop',
        staging: { target: shop.url },
        foreign: names.map((name) => ({
          check: `contracts/${name}`,
          format: flawed[name]?.format ?? 'junit',
          command: flawed[name]?.command ?? ['node', `${name}.mjs`],
        })),
      })};`,
      files: {
        'old.xml': junit(PASSING),
        ...Object.fromEntries(names.map((name) => [`${name}.mjs`, `${WRITING}${flawed[name]?.script}`])),
      },
    }));
    const { code, verdict, said, leftovers } = await verify(project);
    expect({ code, word: verdict?.verdict }, said).toEqual({ code: 3, word: 'INCONCLUSIVE' });
    const found = verdict?.checks.map(({ id, outcome, reasonCode }) => [id, `${outcome} ${reasonCode}`]);
    expect(found?.filter(([id]) => id?.startsWith('contracts/'))).toEqual(
      names.map((name) => [`contracts/${name}`, flawed[name]?.is]),
    );
    expect(leftovers.processes).toEqual([]);
  });

  test('that was not written keeps a run from GO, though the command exits 0 and all else passed', async () => {
    const { code, word, verdict, said } = await verdictOf({ script: `writeFileSync('old.xml', 'x');` });
    expect({ code, word }, said).toEqual({ code: 3, word: 'INCONCLUSIVE' });
    expect(verdict?.reasons).toMatchObject([{ check: CHECK, outcome: 'missing', reasonCode: 'no-evidence' }]);
  });

  test('of Playwright and Vitest themselves is read, by the commands that the guide shows', async () => {
    const { project, shop } = await set((it) => ({
      config: `export default ${JSON.stringify({
        name: 'Tiny shop',
        staging: { target: it.url },
        foreign: [
          {
            check: 'contracts/playwright',
            format: 'playwright-json',
            command: [
              'env',
              'PLAYWRIGHT_JSON_OUTPUT_FILE={report}',
              'npx',
              'playwright',
              ...'test -c api --reporter=json'.split(' '),
            ],
          },
          {
            check: 'contracts/vitest',
            format: 'junit',
            command: ['npx', 'vitest', 'run', '--root', 'units', '--reporter=junit', '--outputFile={report}'],
          },
        ],
      })};`,
      files: {
        'api/playwright.config.ts': `export default {};`,
        'api/front.spec.ts': `import { expect, test } from '@playwright/test';
          test('answers', async ({ request }) => {
            expect((await request.get(process.env.GONOGO_TARGET + '/?by=playwright')).status()).toBe(200);
          });`,
        'units/vitest.config.js': `export default {};`,
        'units/front.test.js': `import { expect, test } from 'vitest';
          test('answers', async () => {
            expect((await fetch(process.env.GONOGO_TARGET + '/?by=vitest')).status).toBe(200);
          });`,
      },
    }));
    const { verdict, said } = await verify(project);
    const told = verdict?.checks
      .filter(({ stage }) => stage !== 'environment')
      .map(({ id, message }) => `${id}: ${message}`);
    expect(told, said).toEqual([
      expect.stringMatching(/^contracts\/playwright: 1 test passed \(Playwright 1\./),
      'contracts/vitest: 1 test passed.',
    ]);
    expect(verdict?.verdict).toBe('GO');
    for (const tool of ['playwright', 'vitest']) expect(shop.requests).toContain(`GET /?by=${tool}`);
  });

  test('that a profile leaves out is named as not checked', async () => {
    const { word, verdict, said } = await verdictOf({ script: 'process.exit(1)', rest: { profiles: ['full'] } });
    expect(word, said).toBe('GO');
    expect(verdict?.notChecked).toEqual([
      { check: CHECK, why: 'not part of profile smoke: staging.config.ts has it in full' },
    ]);
  });

  test('keeps a secret out of the run, also where the tool wrote it', async () => {
    const { project, shop } = await set((it) => ({
      ...withTool({ script: reporting(junit('<testcase name="logs in with hunter2-secret"/>')) })(it),
      config: `import { secret } from 'gonogo';
        const access = { username: 'staging', password: secret('STAGING_PASSWORD') };
        export default { name: 'Tiny shop', staging: { target: '${it.url}', access },
          foreign: [{ check: '${CHECK}', format: 'junit', command: ['node', 'tool.mjs'] }] };`,
    }));
    const { verdict, said, runDir } = await verify(project, [], { env: { STAGING_PASSWORD: 'hunter2-secret' } });
    const check = verdict?.checks.find(({ id }) => id === CHECK);
    expect(check?.outcome, said).toBe('passed');
    const report = readFileSync(path.join(runDir, String(check?.evidence[0])), 'utf8');
    expect(report).toContain('logs in with [redacted]');
    expect(said).not.toContain('hunter2-secret');
    expect(shop.requests).toContain('GET /?by=tool');
  });

  test('is refused under a name that another check has, before anything is sent', async () => {
    const { project, shop } = await set((it) => ({
      ...withTool({ script: '' })(it),
      config: `export default { name: 'Tiny shop', staging: { target: '${it.url}' },
        foreign: [{ check: 'integrations/front-page', format: 'junit', command: ['node', 'tool.mjs'] }] };`,
    }));
    const { code, said } = await verify(project);
    expect(code).toBe(2);
    expect(said).toContain('Two checks would be called integrations/front-page');
    expect(shop.requests.filter((line) => line === 'GET /')).toEqual([]);
  });
});
