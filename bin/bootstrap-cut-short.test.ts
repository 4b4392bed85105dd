import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Clone } from './miniature-clone.js';
import { miniatureClone } from './miniature-clone.js';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

let clone: Clone;
beforeEach(() => {
  clone = miniatureClone();
});
afterEach(() => clone.remove());

const isGone = (pid: number) => {
  try {
    return !process.kill(pid, 0);
  } catch {
    return true;
  }
};

test.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)(
  'takes npm down with it on %s, exits %i, and does not believe the half-finished installation',
  async (signal, code) => {
    writeFileSync(clone.file('hang'), '');
    const { child, ended } = clone.start(['verify'], { HANG: clone.file('hang'), HUNG: clone.file('hung') });
    await vi.waitUntil(() => existsSync(clone.file('hung')), { timeout: 30_000 });
    child.kill(signal);
    expect((await ended).code).toBe(code);
    expect(clone.latest()).toMatchObject({ exitCode: code, reasons: [{ reasonCode: 'interrupted' }] });
    const npmsChild = Number(readFileSync(clone.file('hung'), 'utf8'));
    await vi.waitUntil(() => isGone(npmsChild), { timeout: 10_000 });
    rmSync(clone.file('hang'));
    const again = await clone.gonogo('verify');
    expect(again.stderr).toMatch(/installing packages/);
    expect(again.code).toBe(5);
  },
);

test('lets two first starts at the same time both succeed, with one installation', async () => {
  const both = await Promise.all([clone.gonogo('verify'), clone.gonogo('verify')]);
  expect(both.map(({ code }) => code)).toEqual([5, 5]);
  expect(both.filter(({ stderr }) => stderr.includes('installing packages (none yet'))).toHaveLength(1);
});

test('waits for the npm that a killed bootstrap left behind', async () => {
  writeFileSync(clone.file('hang'), '');
  const first = clone.start(['plan'], { HANG: clone.file('hang'), HUNG: clone.file('hung') });
  await vi.waitUntil(() => existsSync(clone.file('hung')), { timeout: 30_000 });
  first.child.kill('SIGKILL');
  await first.ended.catch(() => undefined);
  const second = clone.start(['plan']);
  await vi.waitUntil(() => second.heard().includes('waiting for another gonogo'), { timeout: 10_000 });
  rmSync(clone.file('hang'));
  expect((await second.ended).code).toBe(5);
});
