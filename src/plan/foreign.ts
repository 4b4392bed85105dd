import type { Profile } from '../records/check.js';
import type { ForeignCommand } from '../records/foreign.js';
import type { Gathering, NotChecked, PlannedCheck } from '../records/plan.js';
import { UsageError } from '../records/usage-error.js';
import { configFile } from './config.js';

/** Other tools' commands as the plan has them: one check and one gathering each. */
export interface ForeignPlan {
  checks: PlannedCheck[];
  notChecked: NotChecked[];
  functional: Gathering[];
  /** What puts staging under load, and so comes last. */
  load: Gathering[];
}

/** Stages that reports show in the terms of gonogo's own measurements (steps, page loads, limits), and the drill. */
const ownStages = ['journeys', 'speed', 'load', 'drill'];

/**
 * The checks of `foreign` in staging.config.ts, in its order. One that the profile leaves out is in `notChecked`.
 * @throws UsageError for one in a stage that is gonogo's own.
 */
export function planForeign(commands: readonly ForeignCommand[], profile: Profile): ForeignPlan {
  const isPart = ({ profiles }: ForeignCommand): boolean => profiles === undefined || profiles.includes(profile);
  for (const { check } of commands) refuseOwnStage(check);
  const wanted = commands.filter(isPart);
  return {
    checks: wanted.map(checkOf),
    notChecked: commands
      .filter((command) => !isPart(command))
      .map(({ check, profiles = [] }) => ({
        check,
        why: `not part of profile ${profile}: ${configFile} has it in ${profiles.join(' and ')}`,
      })),
    functional: wanted.filter((command) => !isLoad(command)).map(gatheringOf),
    load: wanted.filter(isLoad).map(gatheringOf),
  };
}

function isLoad({ format }: ForeignCommand): boolean {
  return format === 'k6-summary';
}

function gatheringOf({ check, estimatedSeconds }: ForeignCommand): Gathering {
  const id = check.replaceAll('/', '.');
  return { id, tool: 'foreign', files: [configFile], checks: [check], estimatedSeconds, estimatedRequests: 0 };
}

function checkOf({ check, title, format, minTests, thirdParties, owner, impact }: ForeignCommand): PlannedCheck {
  const [stage = '', ...name] = check.split('/');
  return {
    id: check,
    title: title ?? name.join(' ').replaceAll('-', ' '),
    stage,
    tier: 'blocking',
    source: { kind: 'foreign', format, ...(minTests === undefined ? {} : { minTests }) },
    thirdParties,
    ...(owner === undefined ? {} : { owner }),
    ...(impact === undefined ? {} : { impact }),
  };
}

function refuseOwnStage(check: string): void {
  const [stage = ''] = check.split('/');
  if (!ownStages.includes(stage)) return;
  throw new UsageError(
    `${configFile}, foreign: ${check} would be among the ${stage} that gonogo measures itself. Name its check after another stage, such as contracts/${check.slice(stage.length + 1)}.`,
  );
}
