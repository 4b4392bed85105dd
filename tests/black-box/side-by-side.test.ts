import { beforeAll, expect, test } from 'vitest';
import { gonogo, verify, type Ended } from './command.js';
import { HEALTHY_SPEC, makeProject } from './project.js';
import { openShop } from './shop.js';
import { closing } from './stage.js';

/** Is it slower than the release before, which runs beside it? With the real k6 and two shops. */
const SCRIPT = `
  import http from 'k6/http';
  const duration = __ENV.GONOGO_PROFILE === 'smoke' ? '1200ms' : '2s';
  export const options = {
    scenarios: {
      rush: { executor: 'constant-arrival-rate', rate: 20, timeUnit: '1s', duration, preAllocatedVUs: 30 },
    },
    thresholds: { http_req_duration: ['med<2000'] },
  };
  export default function () { http.get(\`\${__ENV.GONOGO_TARGET}/slow\`); }
`;
const LIMIT = 'load/pay/http-req-duration-med-lt-2000';
const CHECK = `${LIMIT}@not-slower-than-previous`;
const OF_ITSELF = `${LIMIT}@not-slower-than-itself`;
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

// Each beside a release before of its own: three of them send sixty requests a second together.
let alike: Awaited<ReturnType<typeof set>>;
let itself: Awaited<ReturnType<typeof set>>;
let same: Ended;
let slower: Ended;
let noise: Ended;
let explained: { same: string; noise: string };
let nothing: Ended;
beforeAll(async () => {
  const slow = await set();
  slow.shop.slowMs = 300;
  [alike, itself] = [await set(), await set()];
  [same, slower, noise] = await Promise.all([
    verify(alike.project, full, limits),
    verify(slow.project, full, limits),
    verify(itself.project, ['--aa', '--profile', 'smoke'], limits),
  ]);
  explained = {
    same: (await gonogo(alike.project, ['explain', CHECK])).stdout,
    noise: (await gonogo(itself.project, ['explain', OF_ITSELF])).stdout,
  };
  itself.project.write('policy.yaml', 'version: 1\n');
  nothing = await verify(itself.project, ['--aa'], limits);
}, 600_000);

test('a release that is as fast as the one before passes', () => {
  const { before, shop } = alike;
  expect(row(same, CHECK), same.said).toMatchObject({ outcome: 'passed', stage: 'load' });
  expect(row(same, CHECK)?.message).toMatch(
    /med: (0\.9|1\.0)\d× that of 0\.9\.0 in 6 pairs; 95 % sure of at most 1\.[0-2]/,
  );
  expect([same.code, same.verdict?.verdict], same.said).toEqual([0, 'GO']);
  // Six pairs, one that warms up, and the run's own load, of 40 requests each.
  expect(sent(before.requests)).toBeGreaterThanOrEqual(7 * 38);
  expect(sent(shop.requests)).toBeGreaterThanOrEqual(8 * 38);
  expect(sent(before.requests)).toBeLessThanOrEqual(7 * 42);
  expect(explained.same).toMatch(/6: 1[5-9]\d(\.\d)? ms and 1[5-9]\d/);
});

test('one that is slower is a NO-GO, also within its own limit', () => {
  expect(row(slower, CHECK), slower.said).toMatchObject({ outcome: 'failed', reasonCode: 'slower-than-before' });
  expect(row(slower, CHECK)?.message).toMatch(/med: [12]\.\d\d× that of 0\.9\.0 in 6 pairs/);
  expect(row(slower, LIMIT)).toMatchObject({ outcome: 'passed' });
  expect([slower.code, slower.verdict?.verdict], slower.said).toEqual([1, 'NO-GO']);
  expect(slower.leftovers).toEqual({ processes: [], folders: [] });
});

test('a release that is measured twice tells how noisy it is here, which is no verdict', () => {
  const { before, shop } = itself;
  expect(
    noise.verdict?.checks.map((check) => [check.id, check.outcome]),
    noise.said,
  ).toEqual([[OF_ITSELF, 'passed']]);
  expect(row(noise, OF_ITSELF)?.message).toMatch(
    /med: (0\.9|1\.0)\d× that of itself in 6 pairs; .* Noise of 10 pairs: .* Margins that this supports: \d+ % in 6 pairs, \d+ % in 10 pairs\.$/,
  );
  expect([noise.code, noise.verdict?.verdict], noise.said).toEqual([3, 'INCONCLUSIVE']);
  expect(noise.verdict?.reasons.map(({ reasonCode }) => reasonCode)).toEqual(['partial-run']);
  expect(noise.stderr).toMatch(/@not-slower-than-itself: Noise of 10 pairs: .+ Margins that this supports/);
  expect(explained.noise).toMatch(/noise +Margins that this supports/);
  // Ten pairs and one that warms up, of 24 requests a run, all of them to the release that is verified.
  expect(sent(shop.requests)).toBeGreaterThanOrEqual(22 * 23);
  expect(sent(shop.requests)).toBeLessThanOrEqual(22 * 25);
  expect(sent(before.requests)).toBe(0);

  expect([nothing.code, nothing.said]).toEqual([2, expect.stringContaining('there is nothing that it compares')]);
});

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
