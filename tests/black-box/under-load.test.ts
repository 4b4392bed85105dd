import { expect, test } from 'vitest';
import { gonogo, startPlan, verify, type Ended } from './command.js';
import { set } from './stage.js';

/** Do journeys work, and are pages as fast, while load runs? With the real k6, a real browser and a shop that may not. */
const SCRIPT = `
  import http from 'k6/http';
  const durations = { smoke: '2s', standard: '60s', full: '2s' };
  export const options = {
    scenarios: {
      rush: {
        ...{ executor: 'constant-arrival-rate', rate: 20, timeUnit: '1s', preAllocatedVUs: 30 },
        duration: durations[__ENV.GONOGO_PROFILE],
      },
    },
    thresholds: { http_req_duration: ['med<2000'] },
  };
  export default function () { http.get(\`\${__ENV.GONOGO_TARGET}/slow\`); }
`;
const journey = (opens: string, more: string): string => `
  import { expect, test } from 'gonogo/test';
  test('a visitor looks around', async ({ page }) => {
    await page.goto('/');
    await expect(page.getByRole('heading')).toHaveText('Tiny shop');
    await page.goto('${opens}');
    await expect(page.getByRole('heading')).toHaveText('Room', { timeout: 2000 });
    ${more}
  });
`;
const walked = (checks: string): string =>
  `version: 1\nunderLoad:\n  - { script: load/rush.k6.ts, checks: [${checks}], marginPercent: 50, floorMs: 120 }\n`;
const OWN = 'journeys/look-around';
const CHECK = `${OWN}@under-load`;
const full = ['--profile', 'full'];
const limits = { withinMs: 400_000 };

const placed = ({ opens = '/crowded', more = '', script = SCRIPT, policy = walked(OWN) } = {}) =>
  set({
    policy,
    files: { 'suites/journeys/look-around.spec.ts': journey(opens, more), 'load/rush.k6.ts': script },
  });
const row = ({ verdict }: Ended, id = CHECK) => verdict?.checks.find((check) => check.id === id);
const only = [...full, '--only', CHECK];

test('a shop that is as fast under load passes, and one whose pages are slower only then is a NO-GO', async () => {
  const { shop, project } = await placed();
  const same = await verify(project, full, limits);
  expect(row(same), same.said).toMatchObject({ outcome: 'passed', stage: 'load' });
  expect(row(same)?.message).toMatch(
    /^until its 2 pages were there: \d\.\d\d× as long while load\/rush\.k6\.ts runs, in (6|10) pairs/,
  );
  expect([same.code, same.verdict?.verdict], same.said).toEqual([0, 'GO']);
  expect(same.leftovers).toEqual({ processes: [], folders: [] });
  const { stdout } = await gonogo(project, ['explain', CHECK]);
  expect(stdout).toMatch(/pair +6: \d+(\.\d+)? ms and \d+(\.\d+)? ms, with \d\d(\.\d+)? iterations\/s/);
  expect(stdout).toMatch(/pages +of the last pair: \/ .+, \/crowded .+; under load: \/ .+, \/crowded /);

  shop.crowded = { ms: 500 };
  const slower = await verify(project, full, limits);
  expect(row(slower), slower.said).toMatchObject({ outcome: 'failed', reasonCode: 'slower-under-load' });
  // Nothing else sees it.
  expect(slower.verdict?.checks.filter(({ outcome }) => outcome !== 'passed').map(({ id }) => id)).toEqual([CHECK]);
  expect([slower.code, slower.verdict?.verdict]).toEqual([1, 'NO-GO']);
}, 800_000);

test('a journey that fails under load alone is a NO-GO that says so', async () => {
  const { shop, project } = await placed();
  shop.crowded = 'fails';
  const failing = await verify(project, full, limits);
  expect(row(failing), failing.said).toMatchObject({ outcome: 'failed', reasonCode: 'assertion-failed' });
  expect(row(failing)?.message).toMatch(/^Pair 1, while load\/rush\.k6\.ts ran \(it passed without\): .+toHaveText/);
  expect(row(failing)).toMatchObject({ expected: '"Room"', actual: '"Come back later"' });
  expect(row(failing, OWN)).toMatchObject({ outcome: 'passed' });
  expect([failing.code, failing.verdict?.verdict]).toEqual([1, 'NO-GO']);
  expect(failing.leftovers).toEqual({ processes: [], folders: [] });
}, 400_000);

test('a journey that fails without load as well is that failure, and none under load', async () => {
  const { project } = await placed({ opens: '/broken' });
  const failing = await verify(project, only, limits);
  expect(row(failing), failing.said).toMatchObject({ outcome: 'insufficient', reasonCode: 'fails-without-load' });
  expect([failing.code, failing.verdict?.verdict]).toEqual([3, 'INCONCLUSIVE']);
}, 400_000);

test.each([
  [
    'is over before the walk is',
    { script: SCRIPT.replace("standard: '60s'", "standard: '6s'"), more: 'await page.waitForTimeout(5000);' },
    { outcome: 'insufficient', reasonCode: 'load-missing' },
    /ran for \d+\.\d s and was over before the walk was, which took \d+\.\d s: let its profile standard be longer\./,
  ],
  [
    'sends nothing',
    { script: SCRIPT.replace('http.get(', "throw new Error('no'); http.get(") },
    { outcome: 'errored', reasonCode: 'script-threw' },
    /iterations ended in an uncaught exception/,
  ],
])(
  'beside a load that %s nothing passes',
  async (_, change, flaw, words) => {
    const { project } = await placed(change);
    const found = await verify(project, only, limits);
    expect(row(found), found.said).toMatchObject(flaw);
    expect(row(found)?.message).toMatch(words);
    expect([found.code, found.verdict?.verdict]).toEqual([3, 'INCONCLUSIVE']);
    expect(found.leftovers).toEqual({ processes: [], folders: [] });
  },
  400_000,
);

test('what cannot be walked is refused before anything is sent, and shorter profiles say that they do not', async () => {
  const { project } = await placed({ policy: walked('journeys/look-abroad') });
  const refused = await startPlan(project, {}, full).ended;
  expect([refused.code, refused.said]).toEqual([
    2,
    expect.stringContaining('policy.yaml, line 3: underLoad[0].checks[0]: no test is the check journeys/look-abroad.'),
  ]);
  project.write('policy.yaml', walked(OWN));
  const standard = await startPlan(project, {}, ['--profile', 'standard']).ended;
  expect(standard.said).toContain(`${CHECK}: profile full alone walks under load`);
});
