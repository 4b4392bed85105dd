import { expect, test } from 'vitest';
import { verify } from './command.js';
import { set } from './stage.js';

test('a target that refuses connections is INCONCLUSIVE within 20 s, in one clear sentence', async () => {
  const { project } = await set();
  const { code, hung, said, verdict } = await verify(project, ['--target', 'http://127.0.0.1:9'], {
    withinMs: 20_000,
  });
  expect({ code, hung, verdict: verdict?.verdict }).toEqual({ code: 3, hung: false, verdict: 'INCONCLUSIVE' });
  expect(said).not.toMatch(/^\s+at /m);
  expect(verdict?.reasons).toMatchObject([{ reasonCode: 'staging-unreachable' }]);
  // No wrapped line hides what was not reached.
  expect(verdict?.reasons[0]?.message).toContain('127.0.0.1:9');
});

test('a staging that runs another release is INCONCLUSIVE, and says both', async () => {
  const { project } = await set({}, { version: '2.0.0' });
  const { code, verdict } = await verify(project, ['--release', '3.1.4']);
  expect({ code, verdict: verdict?.verdict }).toEqual({ code: 3, verdict: 'INCONCLUSIVE' });
  const [first] = verdict?.reasons ?? [];
  expect(first).toMatchObject({ reasonCode: 'wrong-release' });
  expect(first?.message).toMatch(/2\.0\.0[\s\S]*3\.1\.4|3\.1\.4[\s\S]*2\.0\.0/);
});

test('a staging that does not say who it is can be no GO', async () => {
  const { project } = await set((shop) => ({
    config: `export default { name: 'Tiny', staging: { target: '${shop.url}' }, release: { path: '/nobody' } };`,
  }));
  const { code, verdict } = await verify(project);
  expect({ code, verdict: verdict?.verdict }).toEqual({ code: 3, verdict: 'INCONCLUSIVE' });
  expect(verdict?.reasons[0]?.reasonCode).toBe('no-identity');
});
