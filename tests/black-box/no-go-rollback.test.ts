import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { expect, test } from 'vitest';
import { verify, type Ended } from './command.js';
import { HEALTHY_SPEC } from './project.js';
import type { ShopOptions } from './shop.js';
import { closing, set } from './stage.js';

const FAILING_SPEC = HEALTHY_SPEC.replace("get('/')", "get('/broken')");

/** A tiny shop whose previous release is 0.9.0, and who deploys it: with that status, and truly or not. */
async function shopWithDeployer(spec: string, { status = 200, truly = true } = {}) {
  const runs: ShopOptions = {};
  const called: string[] = [];
  const deployer = createServer((request, response) => {
    called.push(`${request.method} ${request.url}`);
    if (truly) runs.version = '0.9.0';
    response.writeHead(status).end('out of disk');
  });
  await new Promise<void>((resolve) => deployer.listen(0, '127.0.0.1', resolve));
  closing(deployer, (it) => it.close());
  const post = `http://127.0.0.1:${(deployer.address() as AddressInfo).port}/0.9.0`;
  const hook = { post };
  const rollback = {
    ...{ to: '0.9.0', replicas: 1, onNoGo: 'rollback', limits: { agreeWithinS: 1 } },
    ...{ deploy: hook, rollback: hook, redeploy: hook },
  };
  const { project } = await set(
    (shop) => ({
      config: `export default ${JSON.stringify({ name: 'Tiny shop', staging: { target: shop.url }, rollback })};\n`,
      files: { 'suites/integrations/front-page.spec.ts': spec },
    }),
    runs,
  );
  return { project, called };
}

const report = ({ runDir }: Ended, file: string): string => readFileSync(path.join(runDir, file), 'utf8');
const words = (text: string): string => text.replace(/\s+/g, ' ');

test('after a NO-GO the previous release is put back and proven, and every report says so', async () => {
  const { project, called } = await shopWithDeployer(FAILING_SPEC);
  const ended = await verify(project);
  expect({ code: ended.code, verdict: ended.verdict?.verdict }, ended.said).toEqual({ code: 1, verdict: 'NO-GO' });
  expect(called).toEqual(['POST /0.9.0']);
  expect(JSON.parse(report(ended, 'rollback.json'))).toMatchObject({ to: '0.9.0', findings: [] });
  const sentence = /Staging was rolled back to 0\.9\.0: done in .*; in 3 looks as meant: replica 1\./;
  for (const text of [ended.stdout, report(ended, 'report.html')]) expect(words(text)).toMatch(sentence);
  expect(report(ended, 'summary.md').replaceAll('\\', '')).toMatch(sentence);
  // What was measured was measured before.
  expect(ended.verdict?.subject.version).toBe('1.0.0');
  expect(ended.leftovers).toEqual({ processes: [], folders: [] });
});

test('a rollback that fails, or that nobody follows, is said and changes no verdict', async () => {
  const failing = await shopWithDeployer(FAILING_SPEC, { status: 500, truly: false });
  const failed = await verify(failing.project);
  expect(failed.code).toBe(1);
  expect(words(failed.stdout)).toContain(
    'that did not go well. rollback.rollback of staging.config.ts did not end well',
  );
  const idle = await shopWithDeployer(FAILING_SPEC, { truly: false });
  const unproven = await verify(idle.project);
  expect(unproven.code).toBe(1);
  expect(words(unproven.stdout)).toContain('that did not go well. 0.9.0 never answered, within 1 s');
});

test('nothing is rolled back after a GO, nor after a part of the plan', async () => {
  const good = await shopWithDeployer(HEALTHY_SPEC);
  expect((await verify(good.project)).code).toBe(0);
  const part = await shopWithDeployer(FAILING_SPEC);
  const ended = await verify(part.project, ['--only', 'integrations/**']);
  expect(ended.verdict?.verdict).toBe('NO-GO');
  expect([...good.called, ...part.called]).toEqual([]);
  expect(existsSync(path.join(ended.runDir, 'rollback.json'))).toBe(false);
});
