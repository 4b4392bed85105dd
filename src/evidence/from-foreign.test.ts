import { expect, test } from 'vitest';
import type { ReportFormat } from '../records/foreign.js';
import type { PlannedCheck } from '../records/plan.js';
import { recordsOfForeignReport, type ForeignGathering } from './from-foreign.js';

const startedAt = '2026-11-21T10:00:00.000Z';
const check: PlannedCheck = {
  ...{ id: 'contracts/orders-api', title: 'orders api', stage: 'contracts', tier: 'blocking', thirdParties: [] },
  source: { kind: 'foreign', format: 'junit' },
};
const suite = (timestamp: string): string =>
  `<testsuite tests="1" timestamp="${timestamp}"><testcase name="creates"/></testsuite>`;

function measured(change: Partial<ForeignGathering> = {}) {
  const raw = [{ path: 'evidence/raw/contracts.orders-api.xml', sha256: 'a'.repeat(64), bytes: 1 }];
  const times = { startedAt, processMs: 1234, utcOffsetMinutes: 0, writtenMs: Date.parse(startedAt) };
  const gathering = { runId: 'run-1', recordedAt: startedAt, raw, planned: [check], ...times };
  const { records, problems } = recordsOfForeignReport({
    ...{ ...gathering, report: suite('2026-11-21T10:00:01Z'), exit: { code: 0 } },
    ...change,
  });
  expect(problems).toEqual([]);
  expect(records).toHaveLength(1);
  expect(records[0]).toMatchObject({ runId: 'run-1', check: check.id, raw });
  return records[0]?.measured;
}

test('what a command reported is its check’s record, with the exit code and the time that gonogo saw', () => {
  expect(measured({ exit: { code: 3 } })).toEqual({
    ...{ kind: 'foreign', format: 'junit', exitCode: 3 },
    ...{ tests: 1, passed: 1, failed: 0, flaky: 0, skipped: 0, failures: [] },
    period: { startedAt, durationMs: 1234 },
  });
});

test('a report is read in the format that was planned, and in no other', () => {
  const planned = [{ ...check, source: { kind: 'foreign' as const, format: 'ctrf' as const } }];
  expect(measured({ planned })).toMatchObject({ kind: 'not-measured', reasonCode: 'unparsable' });
});

test.each([
  ['there is no file', { report: undefined }, 'no-evidence'],
  ['the file is empty', { report: '' }, 'no-evidence'],
  ['there is no file, and the command failed', { report: undefined, exit: { code: 1 } }, 'no-evidence'],
  ['the command was killed, whatever it left', { exit: { code: null } }, 'runner-died'],
  ['it was stopped at its time limit', { exit: { code: 0, stopped: 'timed-out' as const } }, 'runner-timed-out'],
  ['the run was interrupted', { exit: { code: 0, stopped: 'interrupted' as const } }, 'interrupted'],
  ['it could not be started', { refused: { reasonCode: 'configuration' as const, message: 'no' } }, 'configuration'],
  ['the report cannot be read', { report: '<testsuite>' }, 'unparsable'],
  ['its counts disagree', { report: '<testsuite tests="2"><testcase name="a"/></testsuite>' }, 'counts-disagree'],
  [
    'it is that of another kind of check',
    { planned: [{ ...check, source: { kind: 'identity' as const } }] },
    'no-tests',
  ],
])('says why nothing was measured when %s', (_, change, reasonCode) => {
  expect(measured(change)).toMatchObject({ kind: 'not-measured', reasonCode });
});

const json = (value: object): string => JSON.stringify(value);
const playwright = (startTime: string): string =>
  json({
    ...{ config: { version: '1.65.1' }, suites: [], errors: [] },
    stats: { startTime, duration: 1, expected: 0, unexpected: 0, flaky: 0, skipped: 0 },
  });
const ctrf = (at: string): string => {
  const counts = { tests: 0, passed: 0, failed: 0, skipped: 0, pending: 0, other: 0 };
  return json({
    results: { tool: { name: 't' }, summary: { ...counts, start: Date.parse(at), stop: Date.parse(at) }, tests: [] },
  });
};
const k6 = (testRunDurationMs: number): string => {
  const metric = { values: { max: 1 }, thresholds: { 'max<5': { ok: true } } };
  return json({ metrics: { own: metric }, state: { testRunDurationMs } });
};
const during = '2026-11-21T10:00:01.000Z';
const before = '2026-11-21T09:58:59.000Z';
const after = '2026-11-21T10:02:00.000Z';

test.each<[ReportFormat, string, string]>([
  ['junit', suite(during), 'read'],
  ['junit', suite(before), 'wrong-run'],
  ['junit', suite(after), 'over-age'],
  ['junit', suite('2026-11-20T22:00:00'), 'wrong-run'],
  ['junit', suite('2026-11-21T22:00:00'), 'over-age'],
  ['junit', suite('yesterday'), 'unparsable'],
  ['ctrf', ctrf(during), 'read'],
  ['ctrf', ctrf(before), 'wrong-run'],
  ['ctrf', ctrf(after), 'over-age'],
  ['playwright-json', playwright(during), 'read'],
  ['playwright-json', playwright(before), 'wrong-run'],
  ['playwright-json', playwright(after), 'over-age'],
  ['playwright-json', playwright('yesterday'), 'unparsable'],
  ['k6-summary', k6(1000), 'read'],
  ['k6-summary', k6(60_000), 'wrong-run'],
])('a %s report counts only if all that it tells of time is its command’s: %s is %s', (format, report, found) => {
  const planned = [{ ...check, source: { kind: 'foreign' as const, format } }];
  const one = measured({ planned, report });
  expect(one?.kind === 'not-measured' ? one.reasonCode : 'read').toBe(found);
});

test.each([
  ['before its command began', before, 'wrong-run'],
  ['after its command had ended', after, 'over-age'],
])('a report that tells of no time, and whose file is from %s, counts for nothing', (_, at, reasonCode) => {
  const report = '<testsuite><testcase name="a"/></testsuite>';
  expect(measured({ report, writtenMs: Date.parse(at) })).toMatchObject({ kind: 'not-measured', reasonCode });
});

test('of very many failures the first fifty are told, each as long as a report can show', () => {
  const failing = `<testcase name="${'n'.repeat(300)}"><failure>${'m'.repeat(5000)}</failure></testcase>`;
  const found = measured({ report: `<testsuite>${failing.repeat(60)}</testsuite>` });
  if (found?.kind !== 'foreign') throw new Error('not read');
  expect(found.failed).toBe(60);
  expect(found.failures).toHaveLength(50);
  expect([found.failures[0]?.title.length, found.failures[0]?.message.length]).toEqual([200, 1000]);
});

test('what failed beyond that is told by nothing but its signature', () => {
  const failing = (n: number): string =>
    Array.from({ length: n }, (_, at) => `<testcase name="${at}"><failure/></testcase>`).join('');
  const signatures = [60, 61].map((n) => {
    const found = measured({ report: `<testsuite>${failing(n)}</testsuite>` });
    return found?.kind === 'foreign' ? found.signature : undefined;
  });
  expect(signatures[0]).toMatch(/^[0-9a-f]{64}$/);
  expect(signatures[1]).not.toBe(signatures[0]);
});
