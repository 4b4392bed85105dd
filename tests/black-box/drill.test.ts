import { expect, test } from 'vitest';
import { drilled } from './drilled.js';

test('a healthy staging is deployed to, rolled back and deployed to again without a finding', async () => {
  const { code, verdict, said, checks, notPassed, leftovers } = await drilled();
  expect(notPassed, said).toEqual([]);
  expect(checks).toHaveLength(9);
  // It passes, and a part of the plan is never a GO.
  expect({ code, verdict: verdict?.verdict }).toEqual({ code: 3, verdict: 'INCONCLUSIVE' });
  expect(verdict?.reasons.map(({ reasonCode }) => reasonCode)).toEqual(['partial-run']);
  const told = checks.find(({ id }) => id === 'drill/rollback/migrates-without-keeping-customers-waiting');
  expect(told?.actual).toMatch(/public\.products was locked .* forecast, not judged: at production's 40000 rows/);
  expect(leftovers).toEqual({ processes: [], folders: [] });
}, 300_000);

// Each fault of the drill takes a drill: `npm run drill` has the others.
test('a replica that was left behind is NO-GO by its own check alone', async () => {
  const { code, said, notPassed } = await drilled('replica-left-behind');
  const check = 'drill/rollback/every-replica-is-the-previous-release-again';
  expect(notPassed, said).toEqual([
    { id: check, outcome: 'failed', message: expect.stringContaining('replica 2 is 2.0.0') },
  ]);
  expect(code).toBe(1);
}, 300_000);
