import { describe, expect, test } from 'vitest';
import type { LoadScript } from '../records/load-evidence.js';
import { parseLimit } from '../records/limit-expression.js';
import { plannedCheck } from '../records/plan.js';
import { policy as policySchema } from '../records/policy.js';
import { steadyChecks, type SteadyAsked } from './steady.js';

const file = 'load/rush.k6.ts';
const memory = { script: file, of: 'process_resident_memory_bytes', atMostPercentPerHour: 10 };
const script: LoadScript = {
  ...{ file, tool: 'k6', estimatedSeconds: 1800, iterations: { rush: 300 }, peakRate: 25 },
  limits: [parseLimit('http_req_failed', 'rate<0.01')],
};
const checksOf = (steady: object[] = [memory], change: Partial<SteadyAsked> = {}) =>
  steadyChecks({
    ...{ policy: policySchema.parse({ version: 1, steady }), profile: 'full', scripts: [script] },
    placeOf: (at) => `policy.yaml, line 7: steady[${at}]`,
    ...change,
  });

test('what may not grow is a check of its own, by a gauge or by how long requests take', () => {
  const { checks, notChecked } = checksOf([memory, { ...memory, of: 'http_req_duration' }]);
  expect(notChecked).toEqual([]);
  expect(checks.map((check) => plannedCheck.parse(check))).toEqual([
    {
      id: 'load/rush/process-resident-memory-bytes@steady',
      title: 'rush: process_resident_memory_bytes grows by at most 10 % an hour',
      ...{ stage: 'load', tier: 'blocking', thirdParties: [] },
      source: { kind: 'steady', file, tool: 'k6', metric: memory.of, atMostPercentPerHour: 10 },
    },
    expect.objectContaining({ id: 'load/rush/http-req-duration@steady' }),
  ]);
});

test('it is watched in profile full alone', () => {
  const why = 'profile full alone watches what may grow';
  for (const profile of ['smoke', 'standard'] as const)
    expect(checksOf([memory], { profile })).toEqual({
      checks: [],
      notChecked: [{ check: 'load/rush/process-resident-memory-bytes@steady', why }],
    });
});

test('a run that is too short to prove it is not asked to, and how long it takes is said', () => {
  const { checks, notChecked } = checksOf([memory], { scripts: [{ ...script, estimatedSeconds: 300 }] });
  expect(checks).toEqual([]);
  expect(notChecked.map(({ why }) => why)).toEqual([
    expect.stringMatching(
      /sends for 300 s, and to prove 10 % an hour of .+ \(1 % from batch to batch\) .+ least 60\d s/,
    ),
  ]);
});

describe('refused is', () => {
  test.each<[string, object[], string]>([
    [
      'a script that is not there',
      [{ ...memory, script: 'load/b.k6.ts' }],
      'load/b.k6.ts is no k6 script in load/. There',
    ],
    [
      'one metric of a script twice',
      [memory, memory],
      'steady[1]: process_resident_memory_bytes of load/rush.k6.ts is',
    ],
    ['a counter', [{ ...memory, of: 'jobs_done_total{queue="mail"}' }], 'is a counter by its name'],
    [
      'another figure of k6’s',
      [{ ...memory, of: 'http_req_waiting' }],
      'http_req_duration alone is known by the second',
    ],
  ])('%s', (_, steady, words) => {
    expect(() => checksOf(steady)).toThrow(
      expect.objectContaining({ name: 'UsageError', message: expect.stringContaining(words) }),
    );
  });
});
