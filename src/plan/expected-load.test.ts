import { expect, test } from 'vitest';
import type { Actual } from '../records/forecast.js';
import { policy as policySchema } from '../records/policy.js';
import { expectedOf } from './expected-load.js';

const script = 'load/rush.k6.ts';
const policy = policySchema.parse({ version: 1, capacity: [{ script, atLeast: 2 }] });
const production = { requestsPerSecond: 120, timesStaging: 2, reason: 'four replicas instead of two' };
const actual: Actual = {
  ...{ schemaVersion: 1, kind: 'actual', runId: 'earlier', script, requestsPerSecond: 120, meanMs: 30 },
  ...{ at: '2026-11-01T18:00:00.000Z', recordedAt: '2026-11-02T08:00:00.000Z', foretoldMs: { low: 24, high: 30 } },
};

test('what production is expected to take comes with what was recorded of that script', () => {
  const actuals = [actual, { ...actual, script: 'load/other.k6.ts' }];
  expect(expectedOf({ policy, expected: [{ script, ...production }], actuals })).toEqual(
    new Map([[script, { ...production, actuals: [actual] }]]),
  );
  expect(expectedOf({ policy, expected: undefined, actuals }).size).toBe(0);
});

test('a script whose capacity nobody looks for, or that is named twice, is refused by its place', () => {
  const twice = [
    { script, ...production },
    { script, ...production },
  ];
  expect(() => expectedOf({ policy, expected: twice, actuals: [] })).toThrow(
    `staging.config.ts: production.expected[1]: ${script} is named above. Keep one.`,
  );
  const other = [{ script: 'load/other.k6.ts', ...production }];
  expect(() => expectedOf({ policy, expected: other, actuals: [] })).toThrow(
    'staging.config.ts: production.expected[0]: a forecast is made from the runs that look for a script',
  );
});
