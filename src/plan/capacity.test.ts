import { describe, expect, test } from 'vitest';
import type { LoadScript } from '../records/load-evidence.js';
import { parseLimit } from '../records/limit-expression.js';
import { plannedCheck } from '../records/plan.js';
import { policy as policySchema } from '../records/policy.js';
import { capacityChecks, scriptsOfCapacity, type CapacityAsked } from './capacity.js';

const file = 'load/rush.k6.ts';
const script: LoadScript = {
  ...{ file, tool: 'k6', estimatedSeconds: 12, iterations: { rush: 300 }, peakRate: 25 },
  limits: [parseLimit('http_req_duration', 'p(95)<800'), parseLimit('http_req_failed', 'rate<0.001')],
};
const asked = (atLeast = 2, ...more: object[]) =>
  policySchema.parse({ version: 1, capacity: [{ script: file, atLeast }, ...more] });
const checksOf = (change: Partial<CapacityAsked> = {}) =>
  capacityChecks({
    ...{ policy: asked(), profile: 'full', scalable: [{ script, doubled: 50 }], policyLimits: [], known: [script] },
    ...{ expected: undefined, actuals: [] },
    caps: { requestsPerSecond: 500, requests: 1_000_000, minutes: 60 },
    placeOf: (at) => `policy.yaml, line 7: capacity[${at}]`,
    ...change,
  });

test('a capacity is a check of its own, with the limits that a short run can prove', () => {
  const { checks, notChecked } = checksOf();
  expect(notChecked).toEqual([]);
  expect(checks.map((check) => plannedCheck.parse(check))).toEqual([
    {
      ...{ id: 'load/rush/capacity', title: 'rush: at least 2 times its load is taken within the limits' },
      ...{ stage: 'load', tier: 'blocking', thirdParties: [] },
      source: {
        ...{ kind: 'capacity', file, tool: 'k6', atLeast: 2, most: 16, peakRate: 25 },
        limits: [{ check: 'load/rush/http-req-duration-p-95-lt-800', limit: script.limits[0] }],
      },
    },
  ]);
});

test('more than caps allow is not tried', () => {
  const caps = { requestsPerSecond: 100, requests: 1_000_000, minutes: 60 };
  expect(checksOf({ caps }).checks[0]?.source).toMatchObject({ most: 4 });
});

test('it is looked for in profile full alone', () => {
  for (const profile of ['smoke', 'standard'] as const) {
    const why = 'profile full alone looks for the capacity';
    expect(checksOf({ profile, scalable: [] })).toEqual({
      checks: [],
      notChecked: [{ check: 'load/rush/capacity', why }],
    });
    expect(scriptsOfCapacity(asked(), { profile })).toEqual([]);
  }
  expect(scriptsOfCapacity(asked(), { profile: 'full' })).toEqual([file]);
});

describe('refused is', () => {
  test.each<[string, Partial<CapacityAsked>, string]>([
    [
      'a script that is not there',
      { known: [{ ...script, file: 'load/other.k6.ts' }] },
      'is no k6 script in load/. There are: load/other.k6.ts.',
    ],
    [
      'a script that is named twice',
      { policy: asked(2, { script: file, atLeast: 3 }) },
      'capacity[1]: load/rush.k6.ts is named above',
    ],
    [
      'a closed loop',
      { scalable: [{ script: { ...script, peakRate: undefined }, doubled: undefined }] },
      'no rate to raise',
    ],
    [
      'a script that sends the same whatever it is told',
      { scalable: [{ script, doubled: 25 }] },
      'starts 25 iterations a second, and 25 with GONOGO_LOAD=2. Let it multiply its rates by Number(__ENV.GONOGO_LOAD ?? 1).',
    ],
    [
      'more than caps allow',
      { policy: asked(30) },
      '30 times the load of load/rush.k6.ts are 750 iterations a second; caps.requestsPerSecond',
    ],
  ])('%s', (_, change, words) => {
    expect(() => checksOf(change)).toThrow(
      expect.objectContaining({ name: 'UsageError', message: expect.stringContaining(words) }),
    );
  });
});
