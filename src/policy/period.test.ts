import { expect, test } from 'vitest';
import type { EvidenceRecord, Measured } from '../records/evidence.js';
import { parseLimit } from '../records/limit-expression.js';
import { countsOf } from './good-record.js';
import { periodOf } from './period.js';

const noon = '2026-11-20T12:00:00.000Z';
const noonMs = Date.parse(noon);
const second = (n: number): string => new Date(noonMs + n * 1000).toISOString();

function secondsOf(measured: Measured): [from: number, to: number] | undefined {
  const record: EvidenceRecord = {
    ...{ schemaVersion: 1, runId: 'run-1', check: 'journeys/a', recordedAt: second(99), raw: [] },
    measured,
  };
  const period = periodOf(record);
  return period && [(period.startMs - noonMs) / 1000, (period.endMs - noonMs) / 1000];
}

function tries(...spans: [from: number, durationMs: number][]): Measured {
  const attempts = spans.map(([from, durationMs]) => ({
    ...{ status: 'failed' as const, startedAt: second(from), durationMs },
    ...{ steps: [], errors: [], assertions: 1, attachments: [] },
  }));
  return { kind: 'test', expectedStatus: 'passed', attempts };
}

const limit = countsOf(parseLimit('checks', 'rate>0.9'), 0);
const derived = { kind: 'derived' as const, pages: 1, findings: [] };
const period = { startedAt: second(2), durationMs: 3000 };
const report = { tests: 1, passed: 1, failed: 0, flaky: 0, skipped: 0, exitCode: 0, failures: [] };
const silent = { kind: 'unreachable' as const, message: 'no' };

test.each<[what: string, Measured, ReturnType<typeof secondsOf>]>([
  ['a test of one attempt', tries([1, 2000]), [1, 3]],
  ['a test with its longest attempt first', tries([1, 9000], [4, 2000]), [1, 10]],
  ['a test whose attempts are in no order', tries([6, 1000], [2, 1000]), [2, 7]],
  ['a derived check', { ...derived, period }, [2, 5]],
  ['a derived check that says no time', derived, undefined],
  ['a limit', { ...limit, period }, [2, 5]],
  ['a limit that says no time', limit, undefined],
  ['another tool’s report', { kind: 'foreign', format: 'junit', ...report, period }, [2, 5]],
  [
    'the identity, from its first look to its last',
    { kind: 'identity', observations: [4, 1, 3].map((n) => ({ at: second(n), phase: 'during', result: silent })) },
    [1, 4],
  ],
  ['an identity that nobody looked at', { kind: 'identity', observations: [] }, undefined],
  [
    'nothing',
    { kind: 'not-measured', reasonCode: 'setup-failed', attribution: 'harness', message: 'no browser' },
    undefined,
  ],
])('%s was measured from second to second: %j', (_, measured, expected) => {
  expect(secondsOf(measured)).toEqual(expected);
});
