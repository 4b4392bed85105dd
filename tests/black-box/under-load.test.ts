import { beforeAll, describe, expect, test } from 'vitest';
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
const journey = (opens: string): string => `
  import { expect, test } from 'gonogo/test';
  test('a visitor looks around', async ({ page }) => {
    await page.goto('/');
    await expect(page.getByRole('heading')).toHaveText('Tiny shop');
    await page.goto('${opens}');
    await expect(page.getByRole('heading')).toHaveText('Room', { timeout: 2000 });
  });
`;
// Far apart: what is no slower may be slower by 300 ms on a machine that does other things, and what is, is so by 900 ms.
const walked = (checks: string, script = 'load/rush.k6.ts'): string =>
  `  - { script: ${script}, checks: [${checks}], marginPercent: 50, floorMs: 300 }\n`;
const policyOf = (...walks: string[]): string => `version: 1\nunderLoad:\n${walks.join('')}`;
const OWN = 'journeys/look-around';
const CHECK = `${OWN}@under-load`;
const full = ['--profile', 'full'];
const limits = { withinMs: 400_000 };
const clean = { processes: [], folders: [] };

const placed = (policy = policyOf(walked(OWN))) =>
  set({ policy, files: { 'suites/journeys/look-around.spec.ts': journey('/crowded'), 'load/rush.k6.ts': SCRIPT } });
const row = ({ verdict }: Ended, id = CHECK) => verdict?.checks.find((check) => check.id === id);

describe('a shop', () => {
  let same: Ended;
  let slower: Ended;
  let explained: string;
  beforeAll(async () => {
    const [sound, crowded] = await Promise.all([placed(), placed()]);
    crowded.shop.crowded = { ms: 900 };
    [same, slower] = await Promise.all([verify(sound.project, full, limits), verify(crowded.project, full, limits)]);
    explained = (await gonogo(sound.project, ['explain', CHECK])).stdout;
  }, 800_000);

  test('that is as fast under load passes', () => {
    expect(row(same), same.said).toMatchObject({ outcome: 'passed', stage: 'load' });
    expect(row(same)?.message).toMatch(
      /^until its 2 pages were there: \d\.\d\d× as long while load\/rush\.k6\.ts runs, in (6|10) pairs/,
    );
    expect([same.code, same.verdict?.verdict], same.said).toEqual([0, 'GO']);
    expect(same.leftovers).toEqual(clean);
    expect(explained).toMatch(/pair +6: \d+(\.\d+)? ms and \d+(\.\d+)? ms, with \d\d(\.\d+)? iterations\/s/);
    expect(explained).toMatch(/pages +of the last pair: \/ .+, \/crowded .+; under load: \/ .+, \/crowded /);
  });

  test('whose pages are slower only then is a NO-GO', () => {
    expect(row(slower), slower.said).toMatchObject({ outcome: 'failed', reasonCode: 'slower-under-load' });
    // Nothing else sees it.
    expect(slower.verdict?.checks.filter(({ outcome }) => outcome !== 'passed').map(({ id }) => id)).toEqual([CHECK]);
    expect([slower.code, slower.verdict?.verdict]).toEqual([1, 'NO-GO']);
  });
});

test('a journey that fails under load alone is a NO-GO that says so', async () => {
  const { shop, project } = await placed();
  shop.crowded = 'fails';
  const failing = await verify(project, full, limits);
  expect(row(failing), failing.said).toMatchObject({ outcome: 'failed', reasonCode: 'assertion-failed' });
  expect(row(failing)?.message).toMatch(/^Pair 1, while load\/rush\.k6\.ts ran \(it passed without\): .+toHaveText/);
  expect(row(failing)).toMatchObject({ expected: '"Room"', actual: '"Come back later"' });
  expect(row(failing, OWN)).toMatchObject({ outcome: 'passed' });
  expect([failing.code, failing.verdict?.verdict]).toEqual([1, 'NO-GO']);
  expect(failing.leftovers).toEqual(clean);
}, 400_000);

describe('nothing passes, and nothing is failed,', () => {
  const BRIEF = 'load/brief.k6.ts';
  const MUTE = 'load/mute.k6.ts';
  const [broken, brief, mute] = ['broken', 'brief', 'mute'].map((name) => `journeys/${name}`) as [
    string,
    string,
    string,
  ];
  const underLoad = (check: string): string => `${check}@under-load`;
  let found: Ended;
  beforeAll(async () => {
    const { shop, project } = await set({
      policy: policyOf(walked(broken), walked(brief, BRIEF), walked(mute, MUTE)),
      files: {
        'suites/journeys/broken.spec.ts': journey('/broken'),
        'suites/journeys/brief.spec.ts': journey('/crowded'),
        'suites/journeys/mute.spec.ts': journey('/crowded'),
        'load/rush.k6.ts': SCRIPT,
        [BRIEF]: SCRIPT.replace("standard: '60s'", "standard: '7s'"),
        [MUTE]: SCRIPT.replace('http.get(', "throw new Error('no'); http.get("),
      },
    });
    // Under load alone a walk takes as long as the brief load does, which has begun before.
    shop.crowded = { ms: 7000 };
    const checks = [broken, brief, mute].flatMap((check) => ['--only', underLoad(check)]);
    found = await verify(project, [...full, ...checks], limits);
  }, 500_000);

  test('where a journey fails without load as well: it is that failure', () => {
    expect(row(found, underLoad(broken)), found.said).toMatchObject({
      outcome: 'insufficient',
      reasonCode: 'fails-without-load',
    });
  });

  test('beside a load that is over before the walk is', () => {
    expect(row(found, underLoad(brief)), found.said).toMatchObject({
      outcome: 'insufficient',
      reasonCode: 'load-missing',
    });
    expect(row(found, underLoad(brief))?.message).toMatch(
      /ran for \d+\.\d s and was over before the walk was, which took \d+\.\d s: let its profile standard be longer\./,
    );
  });

  test('beside a load that sends nothing', () => {
    expect(row(found, underLoad(mute)), found.said).toMatchObject({ outcome: 'errored', reasonCode: 'script-threw' });
    expect(row(found, underLoad(mute))?.message).toMatch(/iterations ended in an uncaught exception/);
  });

  test('and each of them leaves the release INCONCLUSIVE', () => {
    expect([found.code, found.verdict?.verdict]).toEqual([3, 'INCONCLUSIVE']);
    expect(found.verdict?.reasons.map(({ check }) => check)).toEqual(
      expect.arrayContaining([broken, brief, mute].map(underLoad)),
    );
    expect(found.leftovers).toEqual(clean);
  });
});

test('what cannot be walked is refused before anything is sent, and shorter profiles say that they do not', async () => {
  const { project } = await placed(policyOf(walked('journeys/look-abroad')));
  const refused = await startPlan(project, {}, full).ended;
  expect([refused.code, refused.said]).toEqual([
    2,
    expect.stringContaining('policy.yaml, line 3: underLoad[0].checks[0]: no test is the check journeys/look-abroad.'),
  ]);
  project.write('policy.yaml', policyOf(walked(OWN)));
  const standard = await startPlan(project, {}, ['--profile', 'standard']).ended;
  expect(standard.said).toContain(`${CHECK}: profile full alone walks under load`);
});
