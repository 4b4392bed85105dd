import { expect, test } from 'vitest';
import type { ReasonCode } from '../records/check.js';
import type { Attempt } from '../records/evidence.js';
import { outcomeOfTest } from './outcome-of-test.js';

function attempt(status: Attempt['status'], reasonCode?: ReasonCode): Attempt {
  const startedAt = '2026-11-20T12:00:00.000Z';
  const attempt = { status, startedAt, durationMs: 5, steps: [], errors: [], assertions: 1, attachments: [] };
  return reasonCode === undefined ? attempt : { ...attempt, unmeasured: { reasonCode, message: 'It is 12 days old.' } };
}

function judged(...attempts: Attempt[]) {
  const { outcome, reasonCode, message } = outcomeOfTest({ kind: 'test', expectedStatus: 'passed', attempts }, 2);
  return [outcome, reasonCode, message];
}

test('a test that says why it could not measure has neither passed nor failed', () => {
  expect(judged(attempt('failed', 'over-age'))).toEqual(['stale', 'over-age', 'It is 12 days old.']);
  const twice = judged(attempt('failed', 'setup-failed'), attempt('timedOut', 'over-age'));
  expect(twice).toEqual(['stale', 'over-age', 'It is 12 days old.']);
});

test('what it found in another attempt outranks that', () => {
  const failed = ['failed', 'assertion-failed', expect.stringContaining('(2 attempts)')];
  expect(judged(attempt('failed'), attempt('failed', 'over-age'))).toEqual(failed);
  expect(judged(attempt('failed', 'over-age'), attempt('failed'))).toEqual(failed);
  expect(judged(attempt('failed', 'over-age'), attempt('passed')).slice(0, 2)).toEqual(['flaky', 'passed-on-retry']);
});

test('such words of a test that passed, or that name a reason to fail by, change nothing', () => {
  expect(judged(attempt('passed', 'over-age'))[0]).toBe('passed');
  expect(judged(attempt('failed', 'limit-exceeded')).slice(0, 2)).toEqual(['failed', 'assertion-failed']);
  expect(judged(attempt('failed', 'passed-on-retry')).slice(0, 2)).toEqual(['failed', 'assertion-failed']);
});
