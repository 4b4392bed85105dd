import { expect, test } from 'vitest';
import { gonogo, verify, type Ended } from './command.js';
import { HEALTHY_SPEC, makeProject } from './project.js';
import { openShop } from './shop.js';
import { closing } from './stage.js';

/** Is it slower than the release before, which runs beside it? With the real k6 and two shops. */
const SCRIPT = `
  import http from 'k6/http';
  export const options = {
    scenarios: {
      rush: { executor: 'constant-arrival-rate', rate: 20, timeUnit: '1s', duration: '2s', preAllocatedVUs: 30 },
    },
    thresholds: { http_req_duration: ['med<2000'] },
  };
  export default function () { http.get(\`\${__ENV.GONOGO_TARGET}/slow\`); }
`;
const LIMIT = 'load/pay/http-req-duration-med-lt-2000';
const CHECK = `${LIMIT}@not-slower-than-previous`;
const full = ['--profile', 'full'];
const limits = { withinMs: 300_000 };

const row = ({ verdict }: Ended, id: string) => verdict?.checks.find((check) => check.id === id);
const sent = (requests: string[]) => requests.filter((line) => line.includes('/slow')).length;

async function set() {
  const before = closing(await openShop({ version: '0.9.0', commit: 'beef001' }), (it) => it.stop());
  const shop = closing(await openShop(), (it) => it.stop());
  const project = closing(
    makeProject({
      target: shop.url,
      config: `export default { name: 'Tiny shop', staging: { target: '${shop.url}' }, previous: { target: '${before.url}' } };`,
      policy: `version: 1\ncomparisons:\n  - { check: ${LIMIT}, marginPercent: 30, floorMs: 5 }\n`,
      files: { 'suites/integrations/front-page.spec.ts': HEALTHY_SPEC, 'load/pay.k6.ts': SCRIPT },
    }),
    (it) => it.remove(),
  );
  return { before, shop, project };
}

test('a release that is as fast as the one before passes, and one that is slower is a NO-GO', async () => {
  const { before, shop, project } = await set();
  const same = await verify(project, full, limits);
  expect(row(same, CHECK), same.said).toMatchObject({ outcome: 'passed', stage: 'load' });
  expect(row(same, CHECK)?.message).toMatch(
    /med: (0\.9|1\.0)\d× that of 0\.9\.0 in 6 pairs; 95 % sure of at most 1\.[0-2]/,
  );
  expect([same.code, same.verdict?.verdict], same.said).toEqual([0, 'GO']);
  // Six pairs, and the run's own load, of 40 requests each.
  expect(sent(before.requests)).toBeGreaterThanOrEqual(6 * 38);
  expect(sent(shop.requests)).toBeGreaterThanOrEqual(7 * 38);
  expect(sent(before.requests)).toBeLessThanOrEqual(6 * 42);
  expect((await gonogo(project, ['explain', CHECK])).stdout).toMatch(/6: 15\d(\.\d)? ms and 15\d(\.\d)? ms/);

  shop.slowMs = 300;
  const slower = await verify(project, full, limits);
  expect(row(slower, CHECK), slower.said).toMatchObject({ outcome: 'failed', reasonCode: 'slower-than-before' });
  expect(row(slower, CHECK)?.message).toMatch(/med: [12]\.\d\d× that of 0\.9\.0 in 6 pairs/);
  expect(row(slower, LIMIT)).toMatchObject({ outcome: 'passed' });
  expect([slower.code, slower.verdict?.verdict], slower.said).toEqual([1, 'NO-GO']);
  expect(slower.leftovers).toEqual({ processes: [], folders: [] });
}, 400_000);

test.each([
  [
    'answers as the very release that is verified',
    (url: string) => `{ target: '${url}' }`,
    ['configuration', 'and so does the one that is verified: nothing would be compared.'],
  ],
  [
    'does not come up',
    () => `{ start: 'false' }`,
    ['setup-failed', 'The release before: Staging ended before it was up (exit 1'],
  ],
] as const)(
  'a release before that %s is nothing to compare with',
  async (_, previous, [reasonCode, words]) => {
    const { shop, project } = await set();
    const staging = `staging: { target: '${shop.url}' }, previous: ${previous(shop.url)}`;
    project.write('staging.config.ts', `export default { name: 'Tiny shop', ${staging} };`);
    const same = await verify(project, full, limits);
    expect(row(same, CHECK), same.said).toMatchObject({ outcome: 'missing', reasonCode });
    expect(row(same, CHECK)?.message).toContain(words);
    expect(row(same, LIMIT)).toMatchObject({ outcome: 'passed' });
    expect([same.code, same.verdict?.verdict]).toEqual([3, 'INCONCLUSIVE']);
    expect(same.leftovers).toEqual({ processes: [], folders: [] });
  },
  200_000,
);
