import type { Profile } from '../records/check.js';
import type { LoadScript } from '../records/load-evidence.js';
import type { NotChecked, PlannedCheck } from '../records/plan.js';
import { stemOf, underLoadCheck } from '../records/load-check.js';
import { marginAsked, underLoadCount, type Policy } from '../records/policy.js';
import { UsageError } from '../records/usage-error.js';
import { closingStage, drillStage } from './left-out.js';
import { scriptNamed, type Known } from './script-named.js';

/** The profile as which a script runs beside a walk: long enough for one, and stopped when that is over. */
export const profileUnderLoad: Profile = 'standard';

/** The scripts that run beside walks. */
export function scriptsUnderLoad(
  { underLoad }: Pick<Policy, 'underLoad'>,
  { profile }: { profile: Profile },
): string[] {
  return profile === 'full' ? underLoad.map(({ script }) => script) : [];
}

export interface UnderLoadAsked {
  policy: Pick<Policy, 'underLoad'>;
  profile: Profile;
  /** The checks of all tests. */
  tests: readonly PlannedCheck[];
  /** The scripts as they run beside walks. */
  scripts: readonly LoadScript[];
  /** All load scripts. */
  known: readonly Known[];
  /** Where the policy names its nth, or a check of it: `policy.yaml, line 7: underLoad[0].checks[1]`. */
  placeOf: (at: number, check?: number) => string;
}

/**
 * What the policy wants walked while load runs. Only profile full does.
 * @throws UsageError for a script or a check that is not there, that cannot be used so, or that is named twice.
 */
export function underLoadChecks({ policy, profile, tests, scripts, known, placeOf }: UnderLoadAsked): {
  checks: PlannedCheck[];
  notChecked: NotChecked[];
} {
  const found: PlannedCheck[] = [];
  const among = underLoadCount(policy);
  for (const [at, asked] of policy.underLoad.entries()) {
    const { script: file } = asked;
    const place = placeOf(at);
    scriptNamed(asked, known, place, 'k6');
    refuseClosedLoops(
      scripts.find((script) => script.file === file),
      place,
    );
    for (const [nth, check] of asked.checks.entries()) {
      const id = underLoadCheck(check);
      const where = placeOf(at, nth);
      if (found.some((other) => other.id === id)) throw new UsageError(`${where}: ${check} is named above. Keep one.`);
      const { test, source } = testOf(check, tests, where);
      found.push({
        ...test,
        ...{ id, title: `${test.title}: as well while ${stemOf(file)} runs`, stage: 'load' },
        source: { kind: 'under-load', walks: check, test: source, file, tool: 'k6', margin: marginAsked(asked), among },
      });
    }
  }
  if (profile === 'full') return { checks: found, notChecked: [] };
  const why = 'profile full alone walks under load';
  return { checks: [], notChecked: found.map(({ id }) => ({ check: id, why })) };
}

/** What sends as fast as it is answered sends less to a shop that is slower: nobody knows what load the walk would meet. */
function refuseClosedLoops(script: LoadScript | undefined, place: string): void {
  if (script === undefined || (script.peakRate !== undefined && script.closedLoops === undefined)) return;
  throw new UsageError(
    `${place}: ${script.file} sends as fast as it is answered, and so the less the slower the shop is. Let it start iterations at an arrival rate.`,
  );
}

type TestPlace = Extract<PlannedCheck['source'], { kind: 'under-load' }>['test'];

function testOf(id: string, tests: readonly PlannedCheck[], place: string): { test: PlannedCheck; source: TestPlace } {
  const test = tests.find((check) => check.id === id);
  if (test?.source.kind !== 'test')
    throw new UsageError(
      test === undefined
        ? `${place}: no test is the check ${id}. "gonogo plan" lists them.`
        : `${place}: ${id} is no test of its own. Name the check of its test.`,
    );
  if ([drillStage, closingStage].includes(test.stage))
    throw new UsageError(
      `${place}: ${id} is of the suite ${test.stage}, which tells of a whole run and is not walked several times. Name a journey or a page.`,
    );
  const { file, line, project, title } = test.source;
  return { test, source: { file, line, project, title } };
}
