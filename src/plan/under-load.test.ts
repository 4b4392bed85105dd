import { describe, expect, test } from 'vitest';
import { parseLimit } from '../records/limit-expression.js';
import type { LoadScript } from '../records/load-evidence.js';
import { plannedCheck, type PlannedCheck } from '../records/plan.js';
import { policy as policySchema } from '../records/policy.js';
import { scriptsUnderLoad, underLoadChecks, type UnderLoadAsked } from './under-load.js';

const file = 'load/rush.k6.ts';
const script: LoadScript = {
  ...{ file, tool: 'k6', estimatedSeconds: 75, iterations: { rush: 1800 }, peakRate: 24 },
  limits: [parseLimit('http_req_duration', 'p(95)<800')],
};
function tested(id: string): PlannedCheck {
  const [stage = ''] = id.split('/');
  const source = { kind: 'test', file: `suites/${id}.spec.ts`, line: 3, project: stage, title: id } as const;
  return { ...{ id, title: id, stage, tier: 'blocking', source, thirdParties: ['payments'] }, owner: 'anna' };
}
const pay = tested('journeys/pay');
const accessible: PlannedCheck = {
  ...{ ...pay, id: 'journeys/pay@accessible' },
  source: { kind: 'derived', of: pay.id, tag: '@accessible' },
};
const tests = [pay, accessible, tested('speed/home'), tested('drill/rollback'), tested('closing/errors')];
const asked = (checks: string[], ...more: object[]) =>
  policySchema.parse({ version: 1, underLoad: [{ script: file, checks, marginPercent: 50 }, ...more] });
const checksOf = (change: Partial<UnderLoadAsked> = {}) =>
  underLoadChecks({
    ...{ policy: asked([pay.id]), profile: 'full', tests, scripts: [script], known: [script] },
    placeOf: (at, check) => `policy.yaml, line 7: underLoad[${at}]${check === undefined ? '' : `.checks[${check}]`}`,
    ...change,
  });

test('a test under load is a check of its own, of the same owner and with the same third parties', () => {
  const { checks, notChecked } = checksOf({ policy: asked([pay.id, 'speed/home']) });
  expect(notChecked).toEqual([]);
  expect(checks.map((check) => plannedCheck.parse(check)).map(({ id }) => id)).toEqual([
    'journeys/pay@under-load',
    'speed/home@under-load',
  ]);
  expect(checks[0]).toEqual({
    ...{ id: 'journeys/pay@under-load', title: 'journeys/pay: as well while rush runs', stage: 'load' },
    ...{ tier: 'blocking', thirdParties: ['payments'], owner: 'anna' },
    source: {
      ...{ kind: 'under-load', walks: 'journeys/pay', file, tool: 'k6', among: 2 },
      test: { file: 'suites/journeys/pay.spec.ts', line: 3, project: 'journeys', title: 'journeys/pay' },
      margin: { relative: 0.5, absolute: 0 },
    },
  });
});

test('checks beside one script may have margins of their own', () => {
  const policy = asked([pay.id], { script: file, checks: ['speed/home'], marginPercent: 20, floorMs: 150 });
  expect(checksOf({ policy }).checks.map(({ source }) => source)).toMatchObject([
    { walks: pay.id, margin: { relative: 0.5, absolute: 0 }, among: 2 },
    { walks: 'speed/home', margin: { relative: 0.2, absolute: 150 }, among: 2 },
  ]);
});

test('profile full alone walks under load', () => {
  for (const profile of ['smoke', 'standard'] as const) {
    const why = 'profile full alone walks under load';
    expect(checksOf({ profile, scripts: [] })).toEqual({
      checks: [],
      notChecked: [{ check: 'journeys/pay@under-load', why }],
    });
    expect(scriptsUnderLoad(asked([pay.id]), { profile })).toEqual([]);
  }
  expect(scriptsUnderLoad(asked([pay.id]), { profile: 'full' })).toEqual([file]);
});

describe('refused is', () => {
  test.each<[string, Partial<UnderLoadAsked>, string]>([
    [
      'a script that is not there',
      { known: [{ ...script, file: 'load/other.k6.ts' }] },
      'line 7: underLoad[0]: load/rush.k6.ts is no k6 script in load/. There are: load/other.k6.ts.',
    ],
    [
      'a script that sends as fast as it is answered',
      { scripts: [{ ...script, closedLoops: ['rush'] }] },
      'Let it start iterations at an arrival rate.',
    ],
    [
      'a check that is not there, in every profile',
      { policy: asked(['journeys/buy']), profile: 'smoke', scripts: [] },
      'underLoad[0].checks[0]: no test is the check journeys/buy. "gonogo plan" lists them.',
    ],
    [
      'what a tag measures besides',
      { policy: asked([pay.id, 'journeys/pay@accessible']) },
      'underLoad[0].checks[1]: journeys/pay@accessible is no test of its own.',
    ],
    [
      'a check that is named twice',
      { policy: asked([pay.id], { script: file, checks: [pay.id], marginPercent: 20 }) },
      'underLoad[1].checks[0]: journeys/pay is named above. Keep one.',
    ],
    ['the drill', { policy: asked(['drill/rollback']) }, 'drill/rollback is of the suite drill'],
    ['what looks back', { policy: asked(['closing/errors']) }, 'closing/errors is of the suite closing'],
  ])('%s', (_, change, words) => {
    expect(() => checksOf(change)).toThrow(
      expect.objectContaining({ name: 'UsageError', message: expect.stringContaining(words) }),
    );
  });

  test('more than share an error', () => {
    expect(() => asked(['a/a', 'a/b', 'a/c', 'a/d', 'a/e'])).toThrow('at most 4 checks are walked under load');
  });
});
