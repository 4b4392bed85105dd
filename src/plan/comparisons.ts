import {
  differences,
  pinnedFile,
  rollingFile,
  type BaselineRun,
  type Baselines,
  type LoadConditions,
} from '../records/baseline.js';
import type { Profile } from '../records/check.js';
import { percent } from '../records/figure.js';
import { isOfDurations } from '../records/limit.js';
import { isInPairs, type ComparisonSource, type NotChecked, type PlannedCheck, type Source } from '../records/plan.js';
import { comparedInPairs, marginAsked, type Policy } from '../records/policy.js';
import { UsageError } from '../records/usage-error.js';
import { marginOf } from '../statistics/margin.js';
import { fewestRuns, marginSupportedBy, rollingBaseline, rollingRuns } from '../statistics/stored-baseline.js';
import type { Beside } from './in-pairs.js';
import { comparisonTitle } from './limit-title.js';

type Kind = keyof Baselines;

/** What it is compared with, as ids and titles say it. */
export const compared: Readonly<Record<ComparisonSource['with'], { suffix: string; where: string }>> = {
  rolling: { suffix: '', where: 'in earlier runs' },
  pinned: { suffix: '-than-pinned', where: 'in the pinned runs' },
  previous: { suffix: '-than-previous', where: 'in the release before' },
  itself: { suffix: '-than-itself', where: 'in the same release once more' },
};

function notSlower(check: string, kind: ComparisonSource['with']): string {
  return `${check}@not-slower${compared[kind].suffix}`;
}

export interface Compared {
  policy: Pick<Policy, 'comparisons' | 'costs' | 'required'>;
  profile: Profile;
  /** The checks of all limits, and those that this profile cannot prove. */
  load: { checks: readonly PlannedCheck[]; notChecked: readonly NotChecked[] };
  baselines: Baselines;
  /** Under what each script will be measured, by file. */
  conditions: ReadonlyMap<string, LoadConditions>;
  /** What runs beside this release, and is measured in turn with it; undefined: nothing does. */
  beside: Beside | undefined;
  /** Where the policy names its nth comparison: `policy.yaml, line 7: comparisons[1]`. */
  placeOf: (at: number) => string;
}

/**
 * What the policy compares with earlier runs: with the latest ones, and with those that people have pinned, if any are.
 * Where there are too few that compare, it is not checked, with the reason, and the limit itself decides alone; one that
 * the policy requires is checked all the same, and is insufficient. In smoke runs nothing is compared: they are too short.
 * What runs beside this release, the one before or itself once more, is compared besides.
 * @throws UsageError for a check that is no limit on a duration, or that is named twice.
 */
export function comparisonsOf(input: Compared): { checks: PlannedCheck[]; notChecked: NotChecked[] } {
  const { policy, profile, load, baselines, beside, placeOf } = input;
  const checks: PlannedCheck[] = [];
  const notChecked: NotChecked[] = [];
  for (const [at, asked] of policy.comparisons.entries()) {
    const { check } = asked;
    if (policy.comparisons.findIndex((other) => other.check === check) < at)
      throw new UsageError(`${placeOf(at)}: ${check} is compared above. Keep one.`);
    const limit = limitOf(check, load, placeOf(at));
    if (beside !== undefined && limit !== undefined) checks.push(inPairs(beside, asked, limit, input));
    for (const kind of ['rolling', 'pinned'] as const) {
      const id = notSlower(check, kind);
      const isRequired = policy.required.includes(id);
      if (kind === 'pinned' && baselines.pinned.length === 0 && !isRequired) continue;
      if (profile === 'smoke') {
        notChecked.push({ check: id, why: 'profile smoke is too short to be compared with earlier runs' });
        continue;
      }
      if (limit === undefined) {
        notChecked.push({ check: id, why: `${check} is not checked itself` });
        continue;
      }
      const { source, cold } = comparisonWith(kind, asked, limit, input);
      if (cold !== undefined && !isRequired) notChecked.push({ check: id, why: cold });
      else checks.push({ ...limit.check, id, title: comparisonTitle(source.limit, compared[kind].where), source });
    }
  }
  return { checks, notChecked };
}

/** The limit's statistic beside that of another staging. */
function inPairs(beside: Beside, asked: Asked, { check, source }: LimitCheck, { policy }: Compared): PlannedCheck {
  const { file, tool, limit } = source;
  return {
    ...check,
    id: notSlower(check.id, beside),
    title: comparisonTitle(limit, compared[beside].where),
    source: {
      ...{ kind: 'comparison', of: check.id, file, tool, limit, with: beside },
      ...{ margin: marginAsked(asked), among: comparedInPairs(policy), before: [] },
    },
  };
}

type Asked = Policy['comparisons'][number];

/** `cold`: why there is nothing to compare with. */
function comparisonWith(
  kind: Kind,
  asked: Asked,
  { source: { file, tool, limit } }: LimitCheck,
  { policy, baselines, conditions }: Compared,
): { source: ComparisonSource; cold: string | undefined } {
  const { check } = asked;
  const now = conditions.get(file);
  if (now === undefined) throw new Error(`${file} is planned without its conditions`);
  const of = baselines[kind].filter(({ figures }) => figures[check] !== undefined);
  const isAlike = ({ conditions: then }: BaselineRun): boolean => differences(then, now).length === 0;
  const found = kind === 'rolling' ? rollingBaseline(of, isAlike) : of.filter(isAlike);
  const before = found.flatMap(({ runId, release, figures }) => {
    const figure = figures[check];
    return figure === undefined ? [] : [{ runId, release, ...figure }];
  });
  return {
    source: {
      ...{ kind: 'comparison', of: check, file, tool, limit, with: kind },
      ...{ margin: marginAsked(asked), among: policy.comparisons.length, before },
    },
    cold: coldness(kind, found, of, now),
  };
}

/** A margin that runs as noisy as the earlier ones hardly ever prove. */
export function comparisonNotes(checks: readonly PlannedCheck[]): string[] {
  return checks.flatMap(({ id, source }) => {
    if (source.kind !== 'comparison' || isInPairs(source)) return [];
    const before = source.before.map(({ ms }) => ms);
    const [margin, supported] = [marginOf(source.margin, before), marginSupportedBy(before)];
    if (supported === undefined || supported <= margin) return [];
    return [
      `${id}: earlier runs differ so much that an unchanged release seldom proves a margin of ${percent(margin - 1)}; ${Math.ceil(100 * (supported - 1))} % would do`,
    ];
  });
}

interface LimitCheck {
  check: PlannedCheck;
  source: Extract<Source, { kind: 'limit' }>;
}

/** Undefined: the profile cannot prove it. */
function limitOf(id: string, { checks, notChecked }: Compared['load'], place: string): LimitCheck | undefined {
  const check = checks.find((one) => one.id === id);
  if (check?.source.kind !== 'limit') {
    if (notChecked.some((one) => one.check === id)) return undefined;
    const known = checks.flatMap((one) =>
      one.source.kind === 'limit' && isOfDurations(one.source.limit) ? [one.id] : [],
    );
    throw new UsageError(`${place}: no load script has the limit ${id}. ${listOf(known)}`);
  }
  if (!isOfDurations(check.source.limit))
    throw new UsageError(
      `${place}: ${id} is no upper limit on a duration, such as p(95)<500, and only those are compared.`,
    );
  return { check, source: check.source };
}

function listOf(known: readonly string[]): string {
  return known.length === 0 ? 'There is none on a duration in load/.' : `On durations there are: ${known.join(', ')}.`;
}

/** Why there is nothing to compare with; undefined: there is. */
function coldness(
  kind: Kind,
  found: readonly BaselineRun[],
  of: readonly BaselineRun[],
  now: LoadConditions,
): string | undefined {
  if (found.length >= fewestRuns) return undefined;
  const file = kind === 'rolling' ? rollingFile : pinnedFile;
  const other = of.findLast((run) => run.conditions.profile === now.profile && !found.includes(run));
  const differs = other === undefined ? '' : `; in the latest other, ${differences(other.conditions, now).join(', ')}`;
  return (
    `a cold start: ${file} has ${found.length} GO ${found.length === 1 ? 'run' : 'runs'} of the same script, profile, environment and tools, ` +
    `and it takes ${fewestRuns} to compare with (${rollingRuns} are better)${differs}. The limit itself decides`
  );
}
