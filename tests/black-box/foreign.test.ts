import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { verify } from './command.js';
import { CHECK, FAILING, junit, PASSING, reporting, verdictOf, withTool } from './foreign-tool.js';
import { set } from './stage.js';

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
