import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { latestVerdict, startVerify } from './command.js';
import { set } from './stage.js';

/** Two tests in a browser: one passes, the other hangs until it is ended. */
const HANGING = {
  'suites/journeys/front-page.spec.ts': `
    import { expect, test } from 'gonogo/test';
    test('a visitor sees the shop', async ({ page }) => {
      await page.goto('/');
      await expect(page.getByRole('heading')).toHaveText('Tiny shop');
    });
    test('a visitor waits', async ({ page }) => {
      test.setTimeout(120_000);
      await page.goto('/hang', { timeout: 120_000 });
      await expect(page.getByRole('heading')).toHaveText('Tiny shop');
    });`,
};

describe('in the middle of a run', () => {
  test('kill -9 leaves INCONCLUSIVE on disk, and after 15 s no process and no temporary folder', async () => {
    const { shop, project } = await set({ files: HANGING });
    const { child, ended } = startVerify(project, { cleanWithinMs: 15_000 });
    await shop.asked('/hang');
    child.kill('SIGKILL');
    const { code, verdict, leftovers } = await ended;
    expect({ code, verdict: verdict?.verdict }).toEqual({ code: null, verdict: 'INCONCLUSIVE' });
    expect(leftovers).toEqual({ processes: [], folders: [] });
  });

  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)(
    '%s ends with exit code %i, INCONCLUSIVE, interrupted, and nothing left running',
    async (signal, exit) => {
      const { shop, project } = await set({ files: HANGING });
      const { child, ended } = startVerify(project);
      await shop.asked('/hang');
      child.kill(signal);
      const { code, verdict, leftovers } = await ended;
      expect({ code, verdict: verdict?.verdict }).toEqual({ code: exit, verdict: 'INCONCLUSIVE' });
      expect(verdict?.exitCode).toBe(exit);
      expect(verdict?.reasons[0]).toMatchObject({ check: 'run', reasonCode: 'interrupted' });
      expect(leftovers).toEqual({ processes: [], folders: [] });
    },
  );

  test('what was seen before kill -9 is still there to be read', async () => {
    const { shop, project } = await set({ files: HANGING });
    const { child, ended } = startVerify(project, { cleanWithinMs: 15_000 });
    await shop.asked('/hang');
    expect(latestVerdict(project)?.verdict).toBe('INCONCLUSIVE');
    child.kill('SIGKILL');
    const { runDir } = await ended;
    const plan = JSON.parse(readFileSync(path.join(runDir, 'plan.json'), 'utf8')) as { checks: unknown[] };
    expect(plan.checks).toHaveLength(3);
  });
});

test('a shop that dies in the middle is not GO, and the reason says so', async () => {
  const { shop, project } = await set({ files: HANGING });
  const { ended } = startVerify(project);
  await shop.asked('/hang');
  await shop.stop();
  const { code, verdict } = await ended;
  expect([1, 3]).toContain(code);
  expect(verdict?.verdict).not.toBe('GO');
  const codes = verdict?.reasons.map(({ reasonCode }) => reasonCode) ?? [];
  expect(
    ['staging-died', 'staging-unreachable', 'no-identity'].some((word) => codes.includes(word as never)),
    codes.join(),
  ).toBe(true);
});
