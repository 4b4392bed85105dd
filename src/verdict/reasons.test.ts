import { expect, test } from 'vitest';
import { policy } from '../records/policy.js';
import { decided, fellShort, identity, planOf, row } from './decided.test-data.js';

test('checks with one cause are one reason, headed by the one that failed after the fewest steps', () => {
  const failure = (id: string, stepsBefore: number, message: string, failingStep = 'pays') =>
    fellShort(id, 'failed', { stepsBefore, failingStep, message });
  const verdict = decided([
    failure('journeys/a', 5, 'no "Thank you" after 5000 ms'),
    failure('journeys/b', 2, 'no "Danke" after 5001 ms'),
    failure('journeys/c', 2, 'no "Thank you" after 5000 ms'),
    failure('journeys/d', 1, 'no "Thank you" after 5000 ms', 'searches'),
    failure('journeys/e', 4, 'connect ECONNREFUSED 127.0.0.1:8080', 'signs in'),
    failure('journeys/f', 3, 'page.goto: net::ERR_CONNECTION_REFUSED at /cart'),
  ]);
  expect(verdict.reasons.map(({ check, also }) => [check, ...also])).toEqual([
    ['journeys/d'],
    ['journeys/b', 'journeys/c', 'journeys/a'],
    ['journeys/f', 'journeys/e'],
  ]);
  expect(verdict.headline).toBe(
    'NO-GO (smoke): shop 2.4.0 must not go. journeys/d: no "Thank you" after 5000 ms. 2 more causes.',
  );
});

test('the cause that hits what the policy requires comes first, in the order in which it is required', () => {
  const checks = [
    fellShort('journeys/a', 'failed', { stepsBefore: 1, message: 'a' }),
    fellShort('journeys/b', 'failed', { stepsBefore: 2, message: 'b' }),
    fellShort('journeys/c', 'failed', { stepsBefore: 3, message: 'c' }),
    fellShort('journeys/d', 'failed', { stepsBefore: 2, message: 'b' }),
    fellShort('journeys/e', 'insufficient', { message: 'e' }),
  ];
  const required = ['journeys/e', 'journeys/c', 'journeys/d'];
  const { reasons } = decided(checks, { policy: policy.parse({ version: 1, required }) });
  expect(reasons.map(({ check, also }) => [check, ...also])).toEqual([
    ['journeys/c'],
    ['journeys/b', 'journeys/d'],
    ['journeys/a'],
    ['journeys/e'],
  ]);
});

test('the first cause is named by its title, with its id', () => {
  const { headline } = decided([
    fellShort('journeys/a', 'failed', { title: 'a guest pays', message: 'no thanks' }),
    fellShort('journeys/b', 'failed', { title: 'a member pays', message: 'no thanks' }),
  ]);
  expect(headline).toBe(
    'NO-GO (smoke): shop 2.4.0 must not go. “a guest pays” (journeys/a) (and 1 more by the same cause): no thanks.',
  );
});

test('what a failed test could not measure has the test’s cause', () => {
  const judged = [
    row(identity),
    fellShort('journeys/a', 'failed'),
    fellShort('journeys/a@accessible', 'missing', { reasonCode: 'no-evidence' }),
  ];
  const plan = planOf(judged);
  const checks = plan.checks.map((check) =>
    check.id.endsWith('@accessible')
      ? { ...check, source: { kind: 'derived' as const, of: 'journeys/a', tag: '@accessible' as const } }
      : check,
  );
  expect(decided([], { judged, plan: { ...plan, checks } }).reasons).toMatchObject([
    { check: 'journeys/a', also: ['journeys/a@accessible'] },
  ]);
});
