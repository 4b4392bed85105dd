import { expect, test } from 'vitest';
import type { Plan } from '../records/plan.js';
import { policy as policySchema } from '../records/policy.js';
import { judgingContext } from './context.js';

test('a check is judged by what the plan says of its run, and by what is known besides', () => {
  const ofPlan = {
    runId: 'run-2',
    requested: { release: '2.4.0', origin: '--release' },
    profile: 'standard',
    stagingNamed: { option: '--target', value: 'https://staging.example' },
    resumes: { runId: 'run-1', attempt: 2, plan: 'p', evidence: 'e', subject: { version: '2', commit: 'c' }, kept: {} },
  } as const;
  const known = {
    policy: policySchema.parse({ version: 1 }),
    now: '2026-11-20T12:00:00Z',
    health: [],
    problems: new Map(),
  };
  // The rest of a plan is no matter of a check.
  const plan = { ...ofPlan, schemaVersion: 1, partial: false, gatherings: [], checks: [] } as unknown as Plan;
  expect(judgingContext(plan, known)).toEqual({ ...ofPlan, ...known });
});
