import { expect, test } from 'vitest';
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
  const gathering = { runId: 'run-1', recordedAt: startedAt, raw, planned: [check], startedAt, processMs: 1234 };
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

test.each([
  ['2026-11-21T09:59:00Z', 'foreign'],
  ['2026-11-21T09:58:59Z', 'not-measured'],
  ['2026-11-20T21:59:00', 'foreign'],
  ['2026-11-20T21:58:59', 'not-measured'],
])('a report whose tests began at %s is %s: one of an earlier run counts for nothing', (timestamp, kind) => {
  const found = measured({ report: suite(timestamp) });
  expect(found?.kind).toBe(kind);
  if (kind === 'not-measured') expect(found).toMatchObject({ reasonCode: 'wrong-run' });
});

test('of very many failures the first fifty are told, each as long as a report can show', () => {
  const failing = `<testcase name="${'n'.repeat(300)}"><failure>${'m'.repeat(5000)}</failure></testcase>`;
  const found = measured({ report: `<testsuite>${failing.repeat(60)}</testsuite>` });
  if (found?.kind !== 'foreign') throw new Error('not read');
  expect(found.failed).toBe(60);
  expect(found.failures).toHaveLength(50);
  expect([found.failures[0]?.title.length, found.failures[0]?.message.length]).toEqual([200, 1000]);
});
