import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadEvidence } from '../../src/records/load-evidence.js';
import { startPlan, verify, type Ended } from './command.js';
import { HEALTHY_SPEC, makeProject, type Project } from './project.js';
import { openShop } from './shop.js';
import { closing } from './stage.js';

const RUSH = `
  import http from 'k6/http';
  export const options = {
    scenarios: {
      rush: { executor: 'constant-arrival-rate', rate: 20, timeUnit: '1s', duration: '2s', preAllocatedVUs: 4 },
    },
    thresholds: {
      'http_reqs{name:front}': ['count<5000'],
      'http_req_duration{name:front}': ['med<5000'],
      http_req_failed: ['rate<0.4'],
    },
  };
  export default function () { http.get(__ENV.GONOGO_TARGET + '/', { tags: { name: 'front' } }); }
`;

const BUSY = `
  import { defineSaturation } from 'gonogo';
  export default defineSaturation({
    path: '/',
    connections: 2,
    seconds: { smoke: 1, standard: 1, full: 1 },
    expectBody: '<h1>',
    limits: { http_reqs: ['count<500000'], http_req_duration: ['max<9000'] },
  });
`;

async function projectWith(policy: string): Promise<{ project: Project; asked: () => string[] }> {
  const shop = closing(await openShop(), (it) => it.stop());
  const files = {
    'suites/integrations/front-page.spec.ts': HEALTHY_SPEC,
    'load/rush.k6.ts': RUSH,
    'load/busy.autocannon.ts': BUSY,
  };
  const project = closing(makeProject({ target: shop.url, policy, files }), (it) => it.remove());
  return { project, asked: () => shop.requests.filter((line) => line === 'GET /') };
}

function countedBy({ runDir }: Ended, script: string): [string, string][] {
  const file = path.join(runDir, 'evidence', 'raw', `${script}.json`);
  const { limits } = loadEvidence.parse(JSON.parse(readFileSync(file, 'utf8')));
  return limits.map(({ metric, expression }) => [metric, expression]);
}

describe('policy.yaml', () => {
  test('tightens limits, which are counted at their own edge and decide: with the real k6 and autocannon', async () => {
    const { project } = await projectWith(`version: 1
limits:
  - { check: load/rush/http-reqs-name-front-count-lt-5000, expression: count<2 }
  - { check: load/rush/http-req-duration-name-front-med-lt-5000, expression: med<4000 }
  - { check: load/rush/http-req-failed-rate-lt-0-4, expression: rate<0.3 }
  - { check: load/busy/http-reqs-count-lt-500000, expression: count<3 }
`);
    const ended = await verify(project, [], { withinMs: 400_000 });
    const outcomes = ended.verdict?.checks
      .filter(({ stage }) => stage === 'load')
      .map(({ id, outcome, reasonCode }) => [id.replace(/^load\//, ''), outcome, reasonCode]);
    expect(new Map(outcomes?.map(([id, ...rest]) => [id, rest])), ended.said).toEqual(
      new Map([
        ['rush/http-reqs-name-front-count-lt-5000', ['failed', 'limit-exceeded']],
        ['rush/http-req-duration-name-front-med-lt-5000', ['passed', undefined]],
        ['rush/http-req-failed-rate-lt-0-4', ['passed', undefined]],
        ['busy/http-reqs-count-lt-500000', ['failed', 'limit-exceeded']],
        ['busy/http-req-duration-max-lt-9000', ['passed', undefined]],
      ]),
    );
    expect([ended.code, ended.verdict?.verdict]).toEqual([1, 'NO-GO']);
    expect(countedBy(ended, 'rush').toSorted()).toEqual([
      ['http_req_duration{name:front}', 'med<4000'],
      ['http_req_duration{name:front}', 'med<5000'],
      ['http_req_failed', 'rate<0.3'],
      ['http_req_failed', 'rate<0.4'],
      ['http_reqs{name:front}', 'count<2'],
      ['http_reqs{name:front}', 'count<5000'],
    ]);
    expect(countedBy(ended, 'busy').map(([, expression]) => expression)).toEqual([
      'count<500000',
      'max<9000',
      'count<3',
    ]);
  }, 420_000);

  test('is refused with its line when it is looser than a script: nothing is sent', async () => {
    const { project, asked } = await projectWith(`version: 1
limits:
  - { check: load/rush/http-req-failed-rate-lt-0-4, expression: rate<0.5 }
`);
    const { code, said } = await verify(project, [], { withinMs: 400_000 });
    expect(code, said).toBe(2);
    expect(said).toContain('policy.yaml, line 3: limits[0]: load/rush/http-req-failed-rate-lt-0-4: rate<0.5 is looser');
    expect(asked()).toEqual([]);
  }, 420_000);

  test('is shown by plan key by key with its origin; a pattern that matches nothing is named', async () => {
    const { project } = await projectWith(`version: 1
flakeBudget: 1
tiers: [{ checks: laod/**, tier: advisory }]
`);
    const { code, stdout, stderr } = await startPlan(project, { withinMs: 400_000 }).ended;
    expect(code, stderr).toBe(0);
    const [, policy = ''] = stdout.split('\nPolicy\n');
    expect(policy.split('\n').slice(0, 5)).toEqual([
      '  version: 1  (policy.yaml line 1)',
      '  tiers: laod/** advisory  (policy.yaml line 3)',
      '  required: none  (default)',
      '  flakeBudget: 1  (policy.yaml line 2)',
      '  attempts: 2  (default)',
    ]);
    expect(stderr).toContain("policy.yaml, line 3: tiers[0] 'laod/**' matches no check");
  }, 420_000);
});
