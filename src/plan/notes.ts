import type { Plan } from '../records/plan.js';
import { comparisonNotes } from './comparisons.js';
import { policyNotes, type PolicyRead } from './policy.js';
import { segmentNotes } from './segments.js';

/** What is worth saying of a plan before anything is sent: nothing of it is wrong, and not all of it may be meant. */
export function notesOn(plan: Plan, policy: PolicyRead): string[] {
  return [...policyNotes(policy, plan), ...comparisonNotes(plan.checks), ...segmentNotes(plan)];
}
