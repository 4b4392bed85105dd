import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ForeignMeasured } from '../records/foreign.js';
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
