import type { Config } from '../records/config.js';
import type { NotChecked, Plan, PlannedCheck } from '../records/plan.js';

/** The suite whose checks tell one story, the drill: they change which release staging runs, and come last. */
export const drillStage = 'drill';

/** The suite that looks back on all that was asked of staging: page speed and load too. */
export const closingStage = 'closing';

interface Extent {
  profile: Plan['profile'];
  rollback: Config['rollback'];
}

/** What a profile measures of all that is offered, and why it leaves out the rest. */
export function withoutLeftOut(
  offered: readonly PlannedCheck[],
  extent: Extent,
): { found: PlannedCheck[]; leftOut: NotChecked[] } {
  const found = offered.filter((check) => whyLeftOut(check, extent) === undefined);
  const leftOut = offered.flatMap((check) => {
    const why = whyLeftOut(check, extent);
    return why === undefined ? [] : [{ check: check.id, why }];
  });
  return { found, leftOut };
}

/**
 * Smoke is every functional check once and a short load: page speed takes half a minute of loads, one by one. A drill
 * takes minutes, and only the config allows it.
 */
function whyLeftOut({ stage }: PlannedCheck, { profile, rollback }: Extent): string | undefined {
  if (stage === 'speed' && profile === 'smoke')
    return 'page speed is not measured by profile smoke; standard and full do';
  if (stage !== drillStage) return undefined;
  if (rollback === undefined)
    return 'staging.config.ts has no "rollback": nothing allows the drill, or says how a release comes and goes';
  return profile === 'full' ? undefined : `the drill is no part of profile ${profile}; full has it, last and alone`;
}
