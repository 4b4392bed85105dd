import { expect, test } from 'vitest';
import { gonogo, verify, type Ended } from './command.js';
import { HEALTHY_SPEC, makeProject } from './project.js';
import { openShop, type Shop } from './shop.js';
import { closing } from './stage.js';

/** What does a request cost, beside the release before? With the real k6, and two shops that tell what they do. */
const SCRIPT = `
  import http from 'k6/http';
  export const options = {
    scenarios: {
      rush: { executor: 'constant-arrival-rate', rate: 20, timeUnit: '1s', duration: '1200ms', preAllocatedVUs: 30 },
    },
    thresholds: { http_req_duration: ['med<2000'] },
  };
  export default function () { http.get(\`\${__ENV.GONOGO_TARGET}/slow\`); }
`;
const CHECK = 'load/pay/work-seconds-total@not-costlier-than-previous';
const full = ['--profile', 'full'];
const limits = { withinMs: 300_000 };

const row = ({ verdict }: Ended, id = CHECK) => verdict?.checks.find((check) => check.id === id);

async function set(change: Partial<Shop> = {}, metrics = 'metrics') {
  const before = closing(await openShop({ version: '0.9.0', commit: 'beef001' }), (it) => it.stop());
  const shop = closing(await openShop(), (it) => it.stop());
  Object.assign(shop, change);
  const staging = (url: string, page = 'metrics') => `{ target: '${url}', metrics: { urls: ['${url}/${page}'] } }`;
  return closing(
    makeProject({
      target: shop.url,
      config: `export default { name: 'Tiny shop', staging: ${staging(shop.url, metrics)}, previous: ${staging(before.url)} };`,
      policy: `version: 1\ncosts:\n  - { script: load/pay.k6.ts, counter: work_seconds_total, marginPercent: 10 }\n`,
      files: { 'suites/integrations/front-page.spec.ts': HEALTHY_SPEC, 'load/pay.k6.ts': SCRIPT },
    }),
    (it) => it.remove(),
  );
}

test('a release that works no more for a request passes, and one that works more is a NO-GO, however fast it is', async () => {
  const projects = await Promise.all([set(), set({ slowMs: 50, slowCostS: 0.0025 }), set({}, 'nothing-here')]);
  // What a request costs does not depend on how busy the machine is: they are measured at the same time.
  const [same, costlier, unread] = (await Promise.all(projects.map((it) => verify(it, full, limits)))) as [
    Ended,
    Ended,
    Ended,
  ];
  expect(row(same), same.said).toMatchObject({ outcome: 'passed', stage: 'load' });
  expect(row(same)?.message).toMatch(
    /^work_seconds_total a request: 1.00× that of 0.9.0 in 6 pairs; 95 % sure of at most 1.0/,
  );
  expect([same.code, same.verdict?.verdict], same.said).toEqual([0, 'GO']);
  expect((await gonogo(projects[0], ['explain', CHECK])).stdout).toMatch(/6: 2 ms and 2 ms/);

  expect(row(costlier), costlier.said).toMatchObject({ outcome: 'failed', reasonCode: 'slower-than-before' });
  expect(row(costlier)?.message).toContain('1.25× that of 0.9.0 in 6 pairs; 95 % sure of at least 1.2');
  expect([costlier.code, costlier.verdict?.verdict], costlier.said).toEqual([1, 'NO-GO']);

  expect(row(unread), unread.said).toMatchObject({ outcome: 'missing', reasonCode: 'no-evidence' });
  expect(row(unread)?.message).toMatch(/Pair 1, release 1\.0\.0: .*nothing-here answers with status 404\./);
  expect([unread.code, unread.verdict?.verdict], unread.said).toEqual([3, 'INCONCLUSIVE']);
  expect(unread.leftovers).toEqual({ processes: [], folders: [] });
}, 600_000);
