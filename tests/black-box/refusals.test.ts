import { expect, test } from 'vitest';
import { verify } from './command.js';
import { set } from './stage.js';

/** What is said on the terminal has to be in the file that a pipeline reads. */
test.each([
  ['an unknown option', ['--bogus'], undefined, '--bogus'],
  ['an unknown profile', ['--profile', 'nonsense'], undefined, 'nonsense'],
  ['an option without its value', ['--only'], undefined, '--only'],
  ['a duration that is none', ['--wait-for-release', 'soon'], undefined, 'soon'],
  ['an unknown key in staging.config.ts', [], 'productoin: { hosts: [] },', 'productoin'],
] as const)('%s: exit 2, and latest says 2 and why', async (_name, words, key, culprit) => {
  const { project, shop } = await set((it) =>
    key === undefined ? {} : { config: `export default { name: 'Tiny', staging: { target: '${it.url}' }, ${key} };\n` },
  );
  const { code, verdict, said } = await verify(project, [...words]);
  expect({ code, verdict: verdict?.verdict, exitCode: verdict?.exitCode }, said).toEqual({
    ...{ code: 2, verdict: 'INCONCLUSIVE', exitCode: 2 },
  });
  expect(verdict?.reasons).toMatchObject([
    { check: 'run', reasonCode: 'configuration', message: expect.stringContaining(culprit) },
  ]);
  expect(said).toContain(culprit);
  expect(shop.requests).toEqual([]);
});
