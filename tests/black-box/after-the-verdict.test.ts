import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { verify } from './command.js';
import { set } from './stage.js';

/** A test that spoils what is written after the verdict, and then asks the shop for a page. */
const hostile = (page: string) => `
  import { mkdirSync, writeFileSync } from 'node:fs';
  import { expect, test } from 'gonogo/test';
  test('the front page opens', async ({ request }) => {
    const run = String(process.env['GONOGO_RUN_DIR']);
    mkdirSync(run + '/timings.json', { recursive: true });
    mkdirSync(run + '/junit.xml', { recursive: true });
    writeFileSync(run + '/evidence/raw/x.json', '{ not JSON');
    expect((await request.get('${page}')).status()).toBe(200);
  });`;

test.each([
  ['GO', 0, '/'],
  ['NO-GO', 1, '/broken'],
] as const)(
  '%s, exit %i, stands when step summary, timings and a report cannot be written and a test left a broken file',
  async (word, exit, page) => {
    const { project } = await set({ files: { 'suites/integrations/front-page.spec.ts': hostile(page) } });
    const folder = path.join(project.dir, 'step-summary');
    mkdirSync(folder);
    const { code, verdict, said } = await verify(project, [], { env: { GITHUB_STEP_SUMMARY: folder } });
    expect({ code, verdict: verdict?.verdict, exitCode: verdict?.exitCode }, said).toEqual({
      ...{ code: exit, verdict: word, exitCode: exit },
    });
    for (const file of ['the step summary', 'timings.json', 'junit.xml'])
      expect(said).toMatch(new RegExp(`${file} could not be written, the verdict stands: \\S`));
  },
);
