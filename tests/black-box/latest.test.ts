import { lstatSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { verify } from './command.js';
import { set } from './stage.js';

function spec(body: string) {
  const text = `import { expect, test } from 'gonogo/test';
    import fs from 'node:fs';
    test('writes where it should not', async ({ request }) => {
      expect((await request.get('/')).status()).toBe(200);
      const latest = 'reports/latest';
      ${body}
    });`;
  return set({ files: { 'suites/integrations/meddler.spec.ts': text } });
}

test.each([
  [
    'a folder with a GO',
    `fs.rmSync(latest); fs.mkdirSync(latest); fs.writeFileSync(latest + '/verdict.json', '{"verdict":"GO"}');`,
  ],
  ['a link to elsewhere', `fs.rmSync(latest); fs.symlinkSync('/nowhere', latest);`],
])('reports/latest that a suite replaces by %s is this run again at its end, and that is said', async (_, body) => {
  const { project } = await spec(body);
  const { code, verdict, said } = await verify(project);
  expect([code, verdict?.verdict], said).toEqual([0, 'GO']);
  expect(lstatSync(path.join(project.reports, 'latest')).isSymbolicLink()).toBe(true);
  expect(said).toMatch(/latest was replaced during the run \(by .*\), and is put back/);
});

test('where reports/latest is left to a run that began later, no GO is said of this one', async () => {
  const { project } = await spec(`
    fs.mkdirSync('reports/runs/2999-01-01T00-00-00Z-abcdef');
    fs.rmSync(latest);
    fs.symlinkSync('runs/2999-01-01T00-00-00Z-abcdef', latest);`);
  const { code, said } = await verify(project);
  expect(code, said).toBe(3);
  expect(said).toContain('is another run, 2999-01-01T00-00-00Z-abcdef, which began later');
});
