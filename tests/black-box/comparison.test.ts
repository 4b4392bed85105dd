import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { readBaseline } from '../../src/run-folder/baseline.js';
import { gonogo, startPlan, verify, type Ended } from './command.js';
import { HEALTHY_SPEC } from './project.js';
import { set } from './stage.js';

/** Is it slower than before? From the first run of a project to a NO-GO that says so, with the real k6. */
const SCRIPT = `
  import http from 'k6/http';
  export const options = {
    scenarios: {
      rush: { executor: 'constant-arrival-rate', rate: 20, timeUnit: '1s', duration: '3s', preAllocatedVUs: 30 },
    },
    thresholds: { http_req_duration: ['med<2000'] },
  };
  export default function () { http.get(\`\${__ENV.GONOGO_TARGET}/slow\`); }
`;
const LIMIT = 'load/pay/http-req-duration-med-lt-2000';
const POLICY = `version: 1\ncomparisons:\n  - { check: ${LIMIT}, marginPercent: 30, floorMs: 5 }\n`;
const standard = ['--profile', 'standard'];
const limits = { withinMs: 200_000 };

const row = ({ verdict }: Ended, id: string) => verdict?.checks.find((check) => check.id === id);
const whyNot = ({ verdict }: Ended, id: string) => verdict?.notChecked.find(({ check }) => check === id)?.why;

test('a release that is slower than earlier runs is a NO-GO, and only what was GO is compared with', async () => {
  const { shop, project } = await set({
    policy: POLICY,
    files: { 'suites/integrations/front-page.spec.ts': HEALTHY_SPEC, 'load/pay.k6.ts': SCRIPT },
  });
  const file = path.join(project.reports, 'baseline.jsonl');
  const planned = async () => (await startPlan(project, limits, standard).ended).said;

  // A new project has nothing to compare with. Absolute limits decide, and it is said.
  const first = await verify(project, standard, limits);
  expect([first.code, first.verdict?.verdict], first.said).toEqual([0, 'GO']);
  expect(row(first, `${LIMIT}@not-slower`)).toBeUndefined();
  expect(whyNot(first, `${LIMIT}@not-slower`)).toMatch(
    /^a cold start: baseline\.jsonl has 0 GO runs of the same script/,
  );
  const [measured, ...others] = readBaseline(file);
  expect(others).toEqual([]);
  expect(measured).toMatchObject({ runId: path.basename(first.runDir), script: 'load/pay.k6.ts', release: '1.0.0' });
  const ms = measured!.figures[LIMIT]!.ms;
  expect(ms).toBeGreaterThan(140);

  // As if it had been run on five more days.
  const days = [0.98, 0.99, 1, 1.01, 1.02].map((part, day) => ({
    ...measured!,
    runId: `day-${day}`,
    finishedAt: `2026-01-0${day + 1}T00:00:00.000Z`,
    figures: { [LIMIT]: { ...measured!.figures[LIMIT]!, ms: ms * part } },
  }));
  writeFileSync(file, [measured, ...days].map((run) => `${JSON.stringify(run)}\n`).join(''));

  const same = await verify(project, standard, limits);
  expect(row(same, `${LIMIT}@not-slower`), same.said).toMatchObject({
    outcome: 'passed',
    stage: 'load',
    tier: 'blocking',
  });
  expect([same.code, same.verdict?.verdict], same.said).toEqual([0, 'GO']);
  expect(readBaseline(file)).toHaveLength(7);
  expect((await gonogo(project, ['explain', `${LIMIT}@not-slower`])).stdout).toMatch(/it would fail above \d+/);

  expect((await gonogo(project, ['baseline', 'pin'])).stdout).toBe('load/baseline.jsonl: 7 lines. Commit it.\n');
  // By so much that a generator which is late for a moment cannot be what it is.
  shop.slowMs = 1200;
  const slower = await verify(project, standard, limits);
  expect([slower.code, slower.verdict?.verdict], slower.said).toEqual([1, 'NO-GO']);
  expect(row(slower, LIMIT)).toMatchObject({ outcome: 'passed' });
  for (const kind of ['@not-slower', '@not-slower-than-pinned'])
    expect(row(slower, LIMIT + kind)).toMatchObject({ outcome: 'failed', reasonCode: 'slower-than-before' });
  expect(row(slower, `${LIMIT}@not-slower`)?.message).toMatch(
    /med: 12\d\d(\.\d)? ms, [678]\.\d\d× the 1[56]\d(\.\d)? ms of 7 earlier runs; 95 % sure of at least [5-8]\.\d\d×/,
  );
  expect(readBaseline(file)).toHaveLength(7);
  const refused = await gonogo(project, ['baseline', 'add', 'reports/latest']);
  expect([refused.code, refused.stderr]).toEqual([
    2,
    expect.stringContaining('it is NO-GO, and only GO runs enter a baseline'),
  ]);
  shop.slowMs = 150;

  // Another script is another measurement. Who requires the comparison is not content with that.
  project.write('load/pay.k6.ts', `${SCRIPT}\n// changed`);
  expect(await planned()).toMatch(
    /@not-slower: a cold start: .* has 0 GO runs .*; in the latest other, the script was /,
  );
  project.write('policy.yaml', `${POLICY}required: ['${LIMIT}@not-slower']\n`);
  const cold = await verify(project, standard, limits);
  expect(row(cold, `${LIMIT}@not-slower`), cold.said).toMatchObject({
    outcome: 'insufficient',
    reasonCode: 'no-baseline',
  });
  expect([cold.code, cold.verdict?.verdict]).toEqual([3, 'INCONCLUSIVE']);

  writeFileSync(file, `${readFileSync(file, 'utf8')}{"schemaVersion":1,"runId":"ha`);
  expect(await planned()).toMatch(/baseline\.jsonl, line 8: this is no JSON\. Delete the line/);
}, 400_000);
