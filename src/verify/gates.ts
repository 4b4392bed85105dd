import { judgingContext } from '../policy/context.js';
import { gatesThatCannotGoRed } from '../policy/known-bad.js';
import type { House } from './house.js';
import type { Run } from './run.js';

/**
 * Before anything is measured, every gate of the plan gets evidence that is known to be bad. One that would pass with
 * it is on record, and the run is no GO.
 */
export function tryGates({ plan, policy, evidence }: House, run: Run): void {
  const now = new Date().toISOString();
  const context = judgingContext(plan, { policy, now, health: [], problems: new Map() });
  const problems = gatesThatCannotGoRed(plan.checks, context);
  problems.forEach((problem) => evidence.note(problem));
  run.say(`${plan.checks.length - problems.length} of ${plan.checks.length} gates can go red`);
}
