import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { expect, test } from 'vitest';
import { repository } from '../repository.js';
import { verify } from './command.js';
import { HEALTHY_SPEC, type Project } from './project.js';
import { set } from './stage.js';

const CHECK = 'integrations/voucher';
const CONTRACTS = 'contracts/orders-api';
const hourMs = 3_600_000;
const fromNow = (ms: number): string => new Date(Date.now() + ms).toISOString();

/** A shop with a check that fails, and one that does not. */
async function failing() {
  const files = {
    'suites/integrations/front-page.spec.ts': HEALTHY_SPEC,
    'suites/integrations/voucher.spec.ts': broken('/broken'),
  };
  return (await set({ files })).project;
}

function draftOf(project: Project, check: string): string {
  const words = [path.join(repository, 'bin', 'gonogo.mjs'), 'waive', check];
  return execFileSync(process.execPath, words, { cwd: project.dir, encoding: 'utf8', stdio: 'pipe' });
}

function filledIn(draft: string, expires = fromNow(10 * 24 * hourMs)): string {
  const answers = { reason: 'a known defect', ticket: 'SHOP-42', owner: 'anna', approvedBy: 'ben', expires };
  return Object.entries(answers).reduce((text, [key, word]) => text.replace(`${key}: ""`, `${key}: ${word}`), draft);
}

function broken(page: string): string {
  return `
    import { expect, test } from 'gonogo/test';
    test('a voucher is taken', async ({ request }) => {
      expect((await request.get('${page}')).status(), 'the voucher page answers').toBe(200);
    });`;
}

test('a failure that was drafted, filled in and is in time is let through; another one of the same test is not', async () => {
  const project = await failing();
  expect((await verify(project)).code).toBe(1);

  const draft = draftOf(project, CHECK);
  const expires = fromNow(10 * 24 * hourMs);
  const filled = filledIn(draft, expires);

  project.write('waivers.yaml', draft);
  const refused = await verify(project);
  expect(refused.code).toBe(2);
  expect(refused.said).toMatch(/waivers\.yaml[\s\S]*waivers\[0\]\.reason: empty/);

  project.write('waivers.yaml', filled);
  const { code, verdict, said } = await verify(project);
  expect({ code, word: verdict?.verdict }, said).toEqual({ code: 0, word: 'GO' });
  expect(verdict?.headline).toContain(`Waived: ${CHECK} (SHOP-42, until ${expires})`);
  expect(verdict?.checks.find(({ id }) => id === CHECK)).toMatchObject({ outcome: 'failed', waiver: 'SHOP-42' });
  expect(verdict?.waivers).toMatchObject([
    { standing: 'live', message: expect.stringMatching(/expires in 10 days: anna/) },
  ]);
  expect(said).toMatch(/Waived:/);

  // It answers 404 now, and not 500.
  project.write('suites/integrations/voucher.spec.ts', broken('/nothing-here'));
  const other = await verify(project);
  expect({ code: other.code, word: other.verdict?.verdict }, other.said).toEqual({ code: 1, word: 'NO-GO' });
  expect(other.verdict?.waivers).toMatchObject([{ standing: 'other-failure' }]);
});

test('of another tool’s report the failures that were waived are let through, and another one beyond those that are told is not', async () => {
  const { project } = await set((shop) => ({
    config: `export default ${JSON.stringify({
      name: 'Tiny shop',
      staging: { target: shop.url },
      foreign: [{ check: CONTRACTS, format: 'junit', command: ['node', 'tool.mjs'] }],
    })};`,
    files: { 'suites/integrations/front-page.spec.ts': HEALTHY_SPEC, 'tool.mjs': reporting(60) },
  }));
  expect((await verify(project)).code).toBe(1);

  project.write('waivers.yaml', filledIn(draftOf(project, CONTRACTS)));
  const { code, verdict, said } = await verify(project);
  expect({ code, word: verdict?.verdict }, said).toEqual({ code: 0, word: 'GO' });

  // The first fifty are told, and these are the same ones.
  project.write('tool.mjs', reporting(60, 'got 404'));
  const other = await verify(project);
  expect({ code: other.code, waivers: other.verdict?.waivers }, other.said).toMatchObject({
    ...{ code: 1, waivers: [{ standing: 'other-failure' }] },
  });
});

/** A tool whose tests all fail, each after a while; the last one with these words. */
function reporting(failures: number, last = 'got 500'): string {
  return `
    import { writeFileSync } from 'node:fs';
    const failing = (at) => '<testcase name="contract ' + at + '"><failure message="'
      + (at < ${failures} ? 'no answer after ' + Date.now() % 1000 + ' ms' : '${last}') + '"/></testcase>';
    const cases = Array.from({ length: ${failures} }, (_, at) => failing(at + 1)).join('');
    writeFileSync(process.env.GONOGO_REPORT, '<testsuite>' + cases + '</testsuite>');
    process.exitCode = 1;`;
}

test('a waiver that has expired helps nobody, and one that ends on a date alone is refused', async () => {
  const project = await failing();
  const waiver = (expires: string): string =>
    `version: 1
waivers:
  - check: ${CHECK}
    reason: a known defect
    ticket: SHOP-42
    owner: anna
    approvedBy: ben
    expires: ${expires}
`;
  project.write('waivers.yaml', waiver(fromNow(-1000)));
  const expired = await verify(project);
  expect({ code: expired.code, word: expired.verdict?.verdict }, expired.said).toEqual({ code: 1, word: 'NO-GO' });
  expect(expired.verdict?.waivers).toMatchObject([{ standing: 'expired' }]);

  project.write('waivers.yaml', waiver(fromNow(24 * hourMs).slice(0, 10)));
  const dateOnly = await verify(project);
  expect(dateOnly.code).toBe(2);
  expect(dateOnly.said).toMatch(/waivers\.yaml[\s\S]*line 8[\s\S]*expires[\s\S]*not a moment/);
});

test('a check in quarantine does not decide, and says until when', async () => {
  const project = await failing();
  project.write('policy.yaml', 'version: 1\nquarantine: { atMost: 1 }\n');
  const expires = fromNow(20 * 24 * hourMs);
  project.write(
    'quarantine.yaml',
    `version: 1\nquarantine:\n  - { check: ${CHECK}, issue: SHOP-7, owner: anna, expires: '${expires}' }\n`,
  );
  const { code, verdict, said } = await verify(project);
  expect({ code, word: verdict?.verdict }, said).toEqual({ code: 0, word: 'GO' });
  expect(verdict?.headline).toContain(`Quarantined: ${CHECK} (SHOP-7, anna, until ${expires})`);
});
