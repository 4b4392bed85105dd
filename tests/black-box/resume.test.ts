import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { judgeRun } from '../../src/run-folder/judge.js';
import { verify } from './command.js';
import type { ShopOptions } from './shop.js';
import { closing, set } from './stage.js';

const FRONT = 'integrations/front-page';
const PAYMENTS = 'integrations/payments';

/** A check that leaves its name in a file whenever it runs. */
function spec(name: string, url: string) {
  return `
import { appendFileSync } from 'node:fs';
import { expect, test } from 'gonogo/test';
test('${name}', async ({ request }) => {
  appendFileSync('ran.txt', '${name}\\n');
  expect((await request.get('${url}')).status()).toBe(200);
});
`;
}

/** Payments that are down, by their own probe too, until they are brought up. */
async function openPayments() {
  const payments = { url: '', isUp: false };
  const server = createServer((_, response) => response.writeHead(payments.isUp ? 200 : 503).end());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing(server, () => server.close());
  payments.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  return payments;
}

/** A shop with a third party, a check of each, and a first run of both. */
async function firstRun(front = '/') {
  const payments = await openPayments();
  const shopOptions: ShopOptions = {};
  const { project } = await set((shop) => {
    const thirdParties = `{ payments: { url: '${payments.url}', health: '${payments.url}' } }`;
    return {
      config: `export default { name: 'Tiny shop', staging: { target: '${shop.url}', thirdParties: ${thirdParties} } };\n`,
      files: {
        'suites/integrations/front-page.spec.ts': spec('front-page', front),
        'suites/integrations/payments.spec.ts': spec('payments', payments.url),
      },
    };
  }, shopOptions);
  const ran = (): string[] => {
    const file = path.join(project.dir, 'ran.txt');
    const names = existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
    rmSync(file, { force: true });
    return [...new Set(names)].sort();
  };
  const first = await verify(project);
  return { project, payments, shopOptions, ran, first };
}

test('measures again only what a third party kept from being known, and ends GO when that is well', async () => {
  const { project, payments, ran, first } = await firstRun();
  expect({ code: first.code, reasons: first.verdict?.reasons }, first.said).toMatchObject({
    code: 3,
    reasons: [{ check: PAYMENTS, outcome: 'failed', attribution: 'third-party' }],
  });
  expect(ran()).toEqual(['front-page', 'payments']);

  const second = await verify(project, ['--resume', 'reports/latest']);
  expect({ code: second.code, resumes: second.verdict?.resumes }, second.said).toMatchObject({
    code: 3,
    resumes: { runId: first.verdict?.runId, attempt: 2, measured: 2, kept: 1 },
  });
  expect(ran()).toEqual(['payments']);

  payments.isUp = true;
  const third = await verify(project, ['--resume', 'reports/latest']);
  const { verdict, runDir } = third;
  expect({ code: third.code, word: verdict?.verdict, reasons: verdict?.reasons }, third.said).toEqual({
    ...{ code: 0, word: 'GO', reasons: [] },
  });
  expect(ran()).toEqual(['payments']);
  expect(verdict?.resumes).toEqual({
    ...{ runId: second.verdict?.runId, attempt: 3, measured: 2, kept: 1 },
    failedBefore: [PAYMENTS],
  });
  expect(verdict?.headline).toContain(`Passed now, after a failure while a third party was down: ${PAYMENTS}.`);
  expect(third.said).toMatch(/Attempt 3,\s+resumes run/);
  for (const report of ['summary.md', 'report.html'])
    expect(readFileSync(path.join(runDir, report), 'utf8')).toMatch(/Attempt 3,\s+resumes run/);

  // What is kept lies in this run, as the first one measured it; judged again it gives the same bytes.
  const kept = `evidence/kept/${first.verdict?.runId}/evidence/raw/functional.jsonl`;
  expect(verdict?.checks.find(({ id }) => id === FRONT)?.evidence).toContain(kept);
  expect(judgeRun(runDir, verdict?.judgedAt ?? '').verdict).toEqual(verdict);
  const tomorrow = new Date(Date.parse(verdict?.judgedAt ?? '') + 25 * 3_600_000).toISOString();
  expect(judgeRun(runDir, tomorrow).verdict.verdict).toBe('INCONCLUSIVE');
  rmSync(path.join(runDir, kept));
  expect(judgeRun(runDir, verdict?.judgedAt ?? '').verdict).toMatchObject({
    verdict: 'INCONCLUSIVE',
    reasons: [{ check: FRONT, reasonCode: 'evidence-removed' }],
  });
});

test('is refused, exit 2 and nothing run, when plan, policy, release or profile are not the same', async () => {
  const { project, payments, ran, first } = await firstRun();
  payments.isUp = true;
  ran();
  const refused = async (why: string, words: string[] = [], run = first.runDir) => {
    const { code, verdict, said } = await verify(project, ['--resume', run, ...words]);
    expect({ code, ran: ran() }, said).toEqual({ code: 2, ran: [] });
    expect(verdict?.reasons[0]).toMatchObject({ check: 'run', reasonCode: 'configuration' });
    expect(verdict?.reasons[0]?.message).toContain(why);
  };
  await refused('asked for release 1.0.0, and --release asks for 2.0.0', ['--release', '2.0.0']);
  await refused('its profile was smoke', ['--profile', 'full']);
  await refused('did not come to its judgement', [], 'reports/latest');
  await refused('Leave --only out', ['--only', PAYMENTS]);
  await refused('there is no such folder', [], 'reports/gone');
  project.write('policy.yaml', 'version: 1\nflakeBudget: 1\n');
  await refused('the policy changed since');
  rmSync(path.join(project.dir, 'policy.yaml'));
  project.write('suites/integrations/mail.spec.ts', spec('mail', '/'));
  await refused(`the suites changed since: integrations/mail is not as it was`);
  rmSync(path.join(project.dir, 'suites/integrations/mail.spec.ts'));
  // As it was, it is gone on with.
  expect((await verify(project, ['--resume', first.runDir])).code).toBe(0);
});

test('is refused after a NO-GO: what failed is never run again', async () => {
  const { project, payments, ran, first } = await firstRun('/broken');
  expect(first.code).toBe(1);
  payments.isUp = true;
  ran();
  const { code, verdict } = await verify(project, ['--resume', 'reports/latest']);
  expect({ code, ran: ran() }).toEqual({ code: 2, ran: [] });
  expect(verdict?.reasons[0]?.message).toContain('What failed is not run again');
});

test('is no GO when staging is another build of the same version by then', async () => {
  const { project, payments, shopOptions, first } = await firstRun();
  payments.isUp = true;
  shopOptions.commit = 'c0ffee2';
  const { code, verdict, said } = await verify(project, ['--resume', first.runDir]);
  expect({ code, verdict: verdict?.verdict }, said).toEqual({ code: 3, verdict: 'INCONCLUSIVE' });
  expect(verdict?.reasons[0]).toMatchObject({ check: 'environment/release-identity', reasonCode: 'subject-changed' });
});
