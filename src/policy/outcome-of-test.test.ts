import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Attempt, Measured } from '../records/evidence.js';
import { outcomeOfTest } from './outcome-of-test.js';

type TestMeasured = Extract<Measured, { kind: 'test' }>;
type Status = Attempt['status'];

function attempt(status: Status, change: Partial<Attempt> = {}): Attempt {
  const startedAt = '2026-11-20T12:00:00.000Z';
  return { status, startedAt, durationMs: 5, steps: [], errors: [], assertions: 1, attachments: [], ...change };
}

function judged(
  statuses: (Status | Attempt)[],
  expectedStatus: TestMeasured['expectedStatus'] = 'passed',
  attempts = 2,
) {
  const all = statuses.map((one) => (typeof one === 'string' ? attempt(one) : one));
  return outcomeOfTest({ kind: 'test', expectedStatus, attempts: all }, attempts);
}

test.each<[(Status | Attempt)[], TestMeasured['expectedStatus'], string, string | undefined]>([
  [['passed'], 'passed', 'passed', undefined],
  [['failed'], 'passed', 'failed', 'assertion-failed'],
  [['timedOut'], 'passed', 'failed', 'step-timed-out'],
  [['failed', 'passed'], 'passed', 'flaky', 'passed-on-retry'],
  [['timedOut', 'passed'], 'passed', 'flaky', 'passed-on-retry'],
  [['failed', 'timedOut'], 'passed', 'failed', 'step-timed-out'],
  [['failed', 'skipped'], 'passed', 'failed', 'assertion-failed'],
  [['failed', 'interrupted'], 'passed', 'failed', 'assertion-failed'],
  [['skipped'], 'skipped', 'skipped', 'skipped-by-test'],
  [['skipped'], 'passed', 'skipped', 'skipped-by-test'],
  [['interrupted'], 'passed', 'missing', 'interrupted'],
  [['interrupted', 'skipped'], 'passed', 'missing', 'interrupted'],
  [['passed', 'passed'], 'passed', 'errored', 'counts-disagree'],
  [['passed', 'failed'], 'passed', 'failed', 'assertion-failed'],
  [['passed', 'skipped'], 'passed', 'errored', 'counts-disagree'],
  [['failed'], 'failed', 'failed', 'assertion-failed'],
  [['passed'], 'failed', 'failed', 'unexpectedly-passed'],
  [['passed'], 'skipped', 'failed', 'unexpectedly-passed'],
  [[attempt('passed', { assertions: 0 })], 'passed', 'errored', 'no-assertions'],
  [[attempt('passed', { errors: [{ message: 'oh' }] })], 'passed', 'errored', 'counts-disagree'],
  [['failed', 'failed', 'passed'], 'passed', 'failed', 'assertion-failed'],
])('%j, expected to be %s, is %s (%s)', (statuses, expectedStatus, outcome, reasonCode) => {
  const judgement = judged(statuses, expectedStatus);
  expect([judgement.outcome, judgement.reasonCode]).toEqual([outcome, reasonCode]);
});

test('passes only what every attempt passed, once, with assertions', () => {
  const statuses = fc.constantFrom<Status>('passed', 'failed', 'timedOut', 'skipped', 'interrupted');
  const expected = fc.constantFrom<Status>('passed', 'failed', 'timedOut', 'skipped', 'interrupted');
  const tries = fc.array(fc.tuple(statuses, fc.nat(2)), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(tries, expected, fc.integer({ min: 1, max: 5 }), (given, expectedStatus, attempts) => {
      const all = given.map(([status, assertions]) => attempt(status, { assertions }));
      const { outcome } = judged(all, expectedStatus, attempts);
      const first = all[0];
      const isPass =
        first?.status === 'passed' &&
        first.assertions > 0 &&
        expectedStatus === 'passed' &&
        (all.length === 1 || attempts === 1);
      expect(outcome === 'passed').toBe(isPass);
      if (outcome === 'flaky') expect(all.slice(0, attempts).at(-1)?.status).toBe('passed');
    }),
    { numRuns: 3000 },
  );
});

test('says the failing step in the suite’s words, how many went before, what was expected and what was found', () => {
  const steps = [
    { title: 'fills the cart', depth: 0, durationMs: 1, failed: false },
    { title: 'pays with a card', depth: 0, durationMs: 1, failed: true },
    { title: 'expect.toHaveText', depth: 1, durationMs: 1, failed: true },
  ];
  const message =
    'Error: \u001b[2mexpect(\u001b[22mlocator).toHaveText(expected)\n\nExpected string: "Thank you"\nReceived string: "Sorry"\n';
  const attachments = [{ name: 'trace', contentType: 'application/zip', path: 'test-results/trace.zip' }];
  expect(judged([attempt('failed', { steps, errors: [{ message }], attachments })])).toEqual({
    ...{
      outcome: 'failed',
      reasonCode: 'assertion-failed',
      failingStep: 'pays with a card',
      stepsBefore: 1,
      durationMs: 5,
    },
    ...{ expected: '"Thank you"', actual: '"Sorry"', attachments: ['test-results/trace.zip'] },
    message: '“pays with a card”: expect(locator).toHaveText(expected)',
    steps: steps.slice(0, 2).map(({ title, durationMs, failed }) => ({ title, durationMs, failed })),
  });
});
