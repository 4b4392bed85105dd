import type { Scales, Weight } from './scales.js';

/** An exception for a check that is not in the plan: gone for good, or left out of this run. */
export function unplanned(check: string, { plan }: Pick<Scales, 'plan'>): Weight {
  const left = plan.notChecked.find((one) => one.check === check);
  const message =
    left === undefined
      ? `There is no check ${check}: was it deleted or renamed? Mend or remove the entry.`
      : `${check} is not checked in this run: ${left.why}.`;
  return { standing: 'orphaned', message };
}
