import type { Plan, PlannedCheck } from './plan.js';

/**
 * The run whose record speaks for a check: this one, or the earlier one whose measurement it keeps. Which release staging
 * is says this run itself, always.
 */
export function runOf(
  { id, source }: Pick<PlannedCheck, 'id' | 'source'>,
  plan: Pick<Plan, 'runId' | 'resumes'>,
): string {
  const earlier = source.kind === 'identity' ? undefined : plan.resumes?.kept[id];
  return earlier === undefined ? plan.runId : earlier;
}
