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
    { title: 'finds a coupon', depth: 1, durationMs: 1, failed: true },
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
    steps: steps
      .filter(({ depth }) => depth === 0)
      .map(({ title, durationMs, failed }) => ({ title, durationMs, failed })),
  });
});

const errors = [{ message: 'Error: no stock\n\nCall log' }, { message: 'Error: nor basket' }];
const steps = ['signs in', 'pays', 'leaves'].map((title) => ({
  ...{ title, depth: 0, durationMs: 2, failed: title === 'pays' },
}));
const failing = attempt('failed', { steps, errors });

test.each<[(Status | Attempt)[], TestMeasured['expectedStatus'], message: string]>([
  [['passed'], 'passed', 'Passed: 1 assertion.'],
  [[attempt('passed', { assertions: 2, steps: steps.slice(0, 1) })], 'passed', 'Passed: 2 assertions in 1 step.'],
  [[attempt('passed', { steps })], 'passed', 'Passed: 1 assertion in 3 steps.'],
  [['passed'], 'failed', 'It passes, and the suite expects it to be failed: remove the mark.'],
  [[attempt('passed', { errors })], 'passed', 'It passed with an error: no stock'],
  [
    [attempt('passed', { assertions: 0 })],
    'passed',
    'It passed without a single assertion: it would pass whatever happens.',
  ],
  [['passed', 'passed'], 'passed', 'It passed, and was tried 2 times all the same.'],
  [[failing, 'passed'], 'passed', 'Passed at attempt 2; before that: “pays”: no stock'],
  [['timedOut', 'passed'], 'passed', 'Passed at attempt 2; before that: the attempt timed out'],
  [['interrupted', 'passed'], 'passed', 'Passed at attempt 2; before that: the attempt interrupted'],
  [['failed'], 'passed', 'the attempt failed'],
  [['timedOut'], 'passed', 'the attempt timed out'],
  [[failing], 'passed', '“pays”: no stock'],
  [[failing, 'timedOut'], 'passed', 'the attempt timed out (2 attempts)'],
  [[failing, 'skipped'], 'passed', '“pays”: no stock (2 attempts)'],
  [[failing], 'failed', 'Fails, as its suite expects: a known defect is no pass. “pays”: no stock'],
  [[failing], 'timedOut', '“pays”: no stock'],
  [['interrupted'], 'passed', 'The test was interrupted.'],
  [['interrupted', 'skipped'], 'passed', 'The test was interrupted.'],
  [['passed', 'skipped'], 'passed', 'It passed, and was then skipped.'],
  [['skipped'], 'passed', 'The test skipped itself.'],
])('%j, expected to be %s, says: %s', (statuses, expectedStatus, message) => {
  expect(judged(statuses, expectedStatus).message).toBe(message);
});

test('a skip says why, where its test did', () => {
  const measured: TestMeasured = { kind: 'test', expectedStatus: 'skipped', attempts: [attempt('skipped')] };
  expect(outcomeOfTest({ ...measured, skipReason: 'SHOP-3\n\nmore' }, 2).message).toBe(
    'The test skipped itself: SHOP-3.',
  );
});

test('where no attempt counts, there is no evidence', () => {
  expect(outcomeOfTest({ kind: 'test', expectedStatus: 'passed', attempts: [] }, 2)).toMatchObject({
    ...{ outcome: 'missing', reasonCode: 'no-evidence', message: 'The record holds no attempt.', durationMs: 0 },
  });
});

test('the story adds up all attempts that count: their time and their files, with the last one’s steps', () => {
  const file = (path?: string) => ({ name: 'trace', contentType: 'application/zip', ...(path && { path }) });
  const tried = [
    attempt('failed', { durationMs: 7, attachments: [file('one.zip'), file()], steps }),
    attempt('passed', { durationMs: 9, attachments: [file('two.zip')], steps: steps.slice(0, 1) }),
    attempt('passed', { durationMs: 99, attachments: [file('beyond.zip')] }),
  ];
  const judgement = judged(tried);
  expect(judgement).toMatchObject({ outcome: 'flaky', durationMs: 16, attachments: ['one.zip', 'two.zip'] });
  expect(judgement).toMatchObject({ failingStep: 'pays', stepsBefore: 1, steps: [{ title: 'signs in' }] });
});

test('a failure after the last step counts every step before it; one without a word has no expectation', () => {
  const judgement = judged([attempt('failed', { steps: steps.slice(0, 1), errors })]);
  expect(judgement).toMatchObject({ stepsBefore: 1 });
  expect([judgement.failingStep, judgement.expected, judgement.actual]).toEqual([undefined, undefined, undefined]);
  expect(judged(['failed'])).toMatchObject({ stepsBefore: 0, steps: [] });
});

test('what a test says that it looked for and found is told, passed or not, unless its assertion says it better', () => {
  const words = { expected: 'at most 2 s', actual: '1.9 s' };
  expect(judged([attempt('passed', words)])).toMatchObject(words);
  expect(judged([attempt('failed', { ...words, errors: [{ message: 'no' }] })])).toMatchObject(words);
  const message = 'Error: no\n\nExpected: 1\nReceived: 2';
  expect(judged([attempt('failed', { ...words, errors: [{ message }] })])).toMatchObject({
    expected: '1',
    actual: '2',
  });
  expect(judged(['passed'], 'failed')).toMatchObject({ expected: 'failed', actual: 'passed' });
});

test('why nothing could be measured is told, though what came after was cut off', () => {
  const old = attempt('failed', { unmeasured: { reasonCode: 'over-age', message: 'It is 12 days old.' } });
  for (const after of ['interrupted', 'skipped'] as const)
    expect(judged([old, after])).toMatchObject({ reasonCode: 'over-age', message: 'It is 12 days old.' });
});
