import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ForeignMeasured } from '../records/foreign.js';
import type { PlannedCheck } from '../records/plan.js';
import { policy } from '../records/policy.js';
import type { JudgingContext } from './context.js';
import { goodRecord } from './good-record.js';
import { judgeCheck } from './judge-check.js';
import { outcomeOfForeign } from './outcome-of-foreign.js';

const good: ForeignMeasured = {
  ...{ kind: 'foreign', format: 'junit', exitCode: 0, failures: [] },
  ...{ tests: 3, passed: 3, failed: 0, flaky: 0, skipped: 0 },
  period: { startedAt: '2026-11-21T10:00:00.000Z', durationMs: 1234 },
};
const failures = [{ title: 'cancels an order', message: '\u001b[31mexpected 200,\ngot 500\u001b[0m\n\n  at line 3' }];
const shortfall = { reasonCode: 'zero-samples' as const, message: 'http_req_duration got no sample' };

describe('another tool’s report', () => {
  test('passes when every test ran and passed, and the command says so too', () => {
    expect(outcomeOfForeign({ ...good, tool: 'newman 6.2.1' }, 'junit')).toEqual({
      outcome: 'passed',
      message: '3 tests passed (newman 6.2.1).',
      expected: 'every test passes, and the command ends with exit code 0',
      actual: '3 passed; exit code 0',
      durationMs: 1234,
    });
  });

  test.each([
    ['a failure', { tests: 4, failed: 1, failures, exitCode: 1 }, 'failed', 'assertion-failed'],
    ['a failure, though it exits 0', { tests: 4, failed: 1, failures }, 'failed', 'assertion-failed'],
    [
      'a failure, a skip and a shortfall',
      { tests: 5, failed: 1, skipped: 1, failures, shortfall },
      'failed',
      'assertion-failed',
    ],
    ['no failure, though it exits 1', { exitCode: 1 }, 'errored', 'counts-disagree'],
    ['a skip, and exits 1', { tests: 4, skipped: 1, exitCode: 1 }, 'errored', 'counts-disagree'],
    ['no tests', { tests: 0, passed: 0 }, 'missing', 'no-tests'],
    ['no tests, and exits 1', { tests: 0, passed: 0, exitCode: 1 }, 'missing', 'no-tests'],
    ['a skip', { tests: 4, skipped: 1 }, 'skipped', 'skipped-by-test'],
    ['nothing but skips', { passed: 0, skipped: 3 }, 'skipped', 'skipped-by-test'],
    ['a flake', { tests: 4, flaky: 1 }, 'flaky', 'passed-on-retry'],
    ['a flake and a skip', { tests: 5, flaky: 1, skipped: 1 }, 'skipped', 'skipped-by-test'],
    ['a shortfall', { shortfall }, 'insufficient', 'zero-samples'],
    ['counts that do not add up', { tests: 4 }, 'errored', 'counts-disagree'],
    ['counts that do not add up, and a failure', { tests: 9, failed: 1, failures }, 'errored', 'counts-disagree'],
    ['more failures than it counts', { failures }, 'errored', 'counts-disagree'],
  ])('with %s is no pass', (_, change, outcome, reasonCode) => {
    expect(outcomeOfForeign({ ...good, ...change }, 'junit')).toMatchObject({ outcome, reasonCode });
  });

  test('names the first failure in one line, and the test as the failing step', () => {
    expect(outcomeOfForeign({ ...good, tests: 4, failed: 1, failures, exitCode: 1 }, 'junit')).toMatchObject({
      message: '1 of 4 tests failed: “cancels an order”: expected 200, got 500',
      actual: '3 passed, 1 failed; exit code 1',
      failingStep: 'cancels an order',
      steps: [{ title: 'cancels an order: expected 200, got 500', durationMs: 0, failed: true }],
    });
  });

  test('of k6 speaks of thresholds, and a crossed one is a limit exceeded', () => {
    const k6: ForeignMeasured = { ...good, format: 'k6-summary', tests: 4, failed: 1, exitCode: 99 };
    expect(outcomeOfForeign(k6, 'k6-summary')).toMatchObject({
      reasonCode: 'limit-exceeded',
      message: '1 of 4 thresholds failed',
    });
  });

  test('in another format than the planned one is believed in nothing', () => {
    expect(outcomeOfForeign(good, 'ctrf')).toMatchObject({ outcome: 'errored', reasonCode: 'counts-disagree' });
  });

  test.each<[what: string, change: Partial<ForeignMeasured>, message: string, actual: string]>([
    ['one test', { tests: 1, passed: 1 }, '1 test passed.', '1 passed; exit code 0'],
    ['no test', { tests: 0, passed: 0 }, 'The report holds no test.', 'none; exit code 0'],
    ['a skip', { tests: 4, skipped: 1 }, '1 of 4 tests did not run.', '3 passed, 1 skipped; exit code 0'],
    [
      'a flake',
      { tests: 5, flaky: 2 },
      '2 of 5 tests failed first and passed when tried again.',
      '3 passed, 2 flaky; exit code 0',
    ],
    ['a shortfall', { shortfall }, 'http_req_duration got no sample', '3 passed; exit code 0'],
    [
      'another exit code',
      { exitCode: 3 },
      'The command ended with exit code 3, and its report shows no failure: something went wrong that no test tells.',
      '3 passed; exit code 3',
    ],
    [
      'wrong sums',
      { tests: 9, failed: 1, flaky: 2, skipped: 4 },
      'Of 9 in all, 3 passed, 1 failed, 2 were flaky and 4 skipped.',
      '3 passed, 1 failed, 2 flaky, 4 skipped; exit code 0',
    ],
    ['an untold failure', { tests: 4, failed: 1 }, '1 of 4 tests failed', '3 passed, 1 failed; exit code 0'],
    ['a failure too many', { failures }, '1 failures are told of, and 0 counted.', '3 passed; exit code 0'],
  ])('with %s says: %s', (_, change, message, actual) => {
    expect(outcomeOfForeign({ ...good, ...change }, 'junit')).toMatchObject({ message, actual, durationMs: 1234 });
  });

  test('names its tool, in one line, where a pass or the lack of one rests on its word', () => {
    const said = (change: Partial<ForeignMeasured>) =>
      outcomeOfForeign({ ...good, tool: 'newman\n6.2.1', ...change }, 'junit').message;
    expect(said({ tests: 0, passed: 0 })).toBe('The report (newman 6.2.1) holds no test.');
    expect(said({ exitCode: 1 })).toContain('and its report (newman 6.2.1) shows no failure');
  });

  test('of k6 names the thresholds that were crossed, without what they came to', () => {
    const crossed = { title: 'p(95)<500', message: '712 ms' };
    const k6: ForeignMeasured = { ...good, format: 'k6-summary', tests: 1, passed: 0, failed: 1, failures: [crossed] };
    expect(outcomeOfForeign(k6, 'k6-summary')).toMatchObject({
      message: '1 of 1 threshold failed: “p(95)<500”: 712 ms',
      expected: 'every threshold passes, and the command ends with exit code 0',
      failingStep: 'p(95)<500',
      steps: [{ title: 'p(95)<500', durationMs: 0, failed: true }],
    });
  });

  test('in another format than the planned one names both', () => {
    expect(outcomeOfForeign(good, 'ctrf').message).toBe(
      'A ctrf report was planned, and the evidence is a junit report.',
    );
  });

  test.each<
    [what: string, change: Partial<ForeignMeasured>, minTests: number | undefined, reasonCode: string | undefined]
  >([
    ['as many tests as are wanted', {}, 3, undefined],
    ['one test less', {}, 4, 'no-tests'],
    ['one test less, and another exit code', { exitCode: 1 }, 4, 'no-tests'],
    ['one test less, and a failure', { tests: 4, failed: 1, failures }, 5, 'assertion-failed'],
    ['none, where any number will do', { tests: 0, passed: 0 }, undefined, 'no-tests'],
  ])('with %s is held to how many it must hold', (_, change, minTests, reasonCode) => {
    const judged = outcomeOfForeign({ ...good, ...change }, 'junit', minTests);
    expect(judged.reasonCode).toBe(reasonCode);
    if (reasonCode === 'no-tests' && minTests !== undefined)
      expect(judged.message).toBe(`The report holds 3 tests, and staging.config.ts wants ${minTests} at least.`);
  });

  test('that is wanted with many tests has a made-up one with as many to try its gate with', () => {
    const check: PlannedCheck = {
      ...{ id: 'contracts/a', title: 'a', stage: 'contracts', tier: 'blocking', thirdParties: [] },
      source: { kind: 'foreign', format: 'junit', minTests: 20 },
    };
    const now = '2026-11-21T10:00:00.000Z';
    const context: JudgingContext = {
      ...{ runId: 'run-1', requested: { release: '2.4.0', origin: '--release' }, profile: 'smoke', now },
      ...{ policy: policy.parse({ version: 1 }), health: [], problems: new Map() },
    };
    const record = goodRecord(check, context);
    expect(judgeCheck(check, record, context)).toMatchObject({ outcome: 'passed', message: '20 tests passed.' });
    const fewer = { ...record, measured: { ...good, tests: 19, passed: 19 } };
    expect(judgeCheck(check, fewer, context)).toMatchObject({ outcome: 'missing', reasonCode: 'no-tests' });
  });

  test('passes only if all its counts are those of passed tests', () => {
    const few = fc.nat(3);
    const counts = fc.record({ tests: few, passed: few, failed: few, flaky: few, skipped: few, exitCode: fc.nat(1) });
    fc.assert(
      fc.property(counts, (some) => {
        const { outcome } = outcomeOfForeign({ ...good, ...some }, 'junit');
        const { tests, passed, failed, flaky, skipped, exitCode } = some;
        const allPassed = tests > 0 && passed === tests && failed + flaky + skipped + exitCode === 0;
        expect(outcome === 'passed').toBe(allPassed);
      }),
      { numRuns: 2000 },
    );
  });
});
