import { describe, expect, test } from 'vitest';
import { verify } from './command.js';
import { HEALTHY_SPEC } from './project.js';
import { set } from './stage.js';

const CHECK = 'integrations/front-page';

function spec(body: string) {
  const text = `import { expect, test } from 'gonogo/test';\n${body}\n`;
  return set({ files: { 'suites/integrations/front-page.spec.ts': text } });
}

describe('a verdict', () => {
  test('is GO, exit 0, when everything planned was measured and is good, and nothing is left running', async () => {
    const { project, shop } = await set();
    const { code, verdict, leftovers, said } = await verify(project);
    expect({ code, word: verdict?.verdict, reasons: verdict?.reasons }, said).toEqual({
      code: 0,
      word: 'GO',
      reasons: [],
    });
    expect(verdict?.checks.map(({ id, outcome }) => `${id} ${outcome}`).sort()).toEqual([
      'environment/release-identity passed',
      `${CHECK} passed`,
    ]);
    expect(leftovers).toEqual({ processes: [], folders: [] });
    expect(shop.requests).toContain('GET /');
  });

  test('is GO through a real browser too', async () => {
    const { project } = await set({
      files: {
        'suites/journeys/front-page.spec.ts': `
          import { expect, test } from 'gonogo/test';
          test('a visitor sees the shop', async ({ page }) => {
            await page.goto('/');
            await expect(page.getByRole('heading', { name: 'Tiny shop' })).toBeVisible();
          });`,
      },
    });
    const { code, verdict, leftovers, said } = await verify(project);
    expect({ code, verdict: verdict?.verdict }, said).toEqual({ code: 0, verdict: 'GO' });
    expect(leftovers).toEqual({ processes: [], folders: [] });
  });

  test('is NO-GO, exit 1, for a failing test, which the first reason names', async () => {
    const { project } = await spec(`
      test('the front page opens', async ({ request }) => {
        expect((await request.get('/broken')).status(), 'the front page answers').toBe(200);
      });`);
    const { code, verdict, said } = await verify(project);
    expect({ code, verdict: verdict?.verdict }, said).toEqual({ code: 1, verdict: 'NO-GO' });
    expect(verdict?.reasons[0]).toMatchObject({ check: CHECK, outcome: 'failed', reasonCode: 'assertion-failed' });
    expect(said).toContain(CHECK);
  });

  test('is NO-GO for a flaky test over the budget, which is 0 by default', async () => {
    const { project } = await spec(`
      test('the front page opens', async ({ request }) => {
        expect((await request.get('/flaky')).status()).toBe(200);
      });`);
    const { code, verdict } = await verify(project);
    expect({ code, verdict: verdict?.verdict }).toEqual({ code: 1, verdict: 'NO-GO' });
    expect(verdict?.reasons[0]).toMatchObject({ check: CHECK, outcome: 'flaky', reasonCode: 'passed-on-retry' });
  });

  test('is INCONCLUSIVE when every test was skipped', async () => {
    const { project } = await spec(`
      test('the front page opens', async ({ request }) => {
        test.skip(true, 'not today');
        expect((await request.get('/')).status()).toBe(200);
      });`);
    const { code, verdict } = await verify(project);
    expect({ code, verdict: verdict?.verdict }).toEqual({ code: 3, verdict: 'INCONCLUSIVE' });
    expect(verdict?.reasons[0]).toMatchObject({ check: CHECK, outcome: 'skipped' });
  });

  test('is not GO for a test that asserted nothing', async () => {
    const { project } = await spec(`
      test('the front page opens', async ({ request }) => {
        await request.get('/');
      });`);
    const { code, verdict } = await verify(project);
    expect({ code, verdict: verdict?.verdict }).toEqual({ code: 3, verdict: 'INCONCLUSIVE' });
    expect(verdict?.reasons[0]).toMatchObject({ check: CHECK, outcome: 'errored', reasonCode: 'no-assertions' });
  });

  test('is not GO for a test that is expected to fail, and does', async () => {
    const { project } = await spec(`
      test.fail('the front page opens', async ({ request }) => {
        expect((await request.get('/broken')).status()).toBe(200);
      });`);
    const { code, verdict } = await verify(project);
    expect(code).not.toBe(0);
    expect(verdict?.verdict).not.toBe('GO');
  });

  test('is not GO when test.only hides another test', async () => {
    const { project } = await set({
      files: {
        'suites/integrations/front-page.spec.ts': HEALTHY_SPEC.replace('test(', 'test.only('),
        'suites/integrations/payments.spec.ts': HEALTHY_SPEC,
      },
    });
    const { code, verdict } = await verify(project);
    expect(code).not.toBe(0);
    expect(verdict?.verdict).not.toBe('GO');
  });

  test('is not GO when the runner kills itself in the middle of a test', async () => {
    const { project } = await spec(`
      test('the front page opens', async ({ request }) => {
        expect((await request.get('/')).status()).toBe(200);
        process.kill(process.ppid, 'SIGKILL');
        process.exit(0);
      });`);
    const { code, verdict, leftovers } = await verify(project);
    expect({ code, verdict: verdict?.verdict }).toEqual({ code: 3, verdict: 'INCONCLUSIVE' });
    expect(leftovers.processes).toEqual([]);
  });

  test('is not GO when a required check is no longer in the suites', async () => {
    const { project } = await set({ policy: 'version: 1\nrequired: [journeys/guest-checkout]\n' });
    const { code, verdict } = await verify(project);
    expect({ code, verdict: verdict?.verdict }).toEqual({ code: 3, verdict: 'INCONCLUSIVE' });
    expect(verdict?.reasons[0]).toMatchObject({ check: 'journeys/guest-checkout', outcome: 'missing' });
  });

  test('of a part (--only) is never GO, though all of it passed', async () => {
    const { project } = await set({
      files: {
        'suites/integrations/front-page.spec.ts': HEALTHY_SPEC,
        'suites/integrations/payments.spec.ts': HEALTHY_SPEC,
      },
    });
    const { code, verdict } = await verify(project, ['--only', CHECK]);
    expect({ code, verdict: verdict?.verdict }).toEqual({ code: 3, verdict: 'INCONCLUSIVE' });
    expect(verdict?.reasons.map(({ reasonCode }) => reasonCode)).toContain('partial-run');
  });
});

test('--json prints the verdict on stdout and nothing else there', async () => {
  const { project } = await set();
  const { stdout, verdict } = await verify(project, ['--json']);
  expect(JSON.parse(stdout)).toEqual(verdict);
});
