import { amount } from '../records/figure.js';
import { latenessAt } from '../records/load-lateness.js';
import type { ComparisonSource } from '../records/plan.js';
import { marginOf } from '../statistics/margin.js';
import { compareWithStored, fewestRuns, type StoredComparison } from '../statistics/stored-baseline.js';
import { excusedByGenerator, middleOf, outcomeOfBounds, statisticOf, stoodStill, times } from './comparison.js';
import { fellShort, type Judgement } from './judgement.js';
import type { LimitMeasured } from '../records/load-measured.js';
import { ifSound, type LoadFacts } from './sound-load.js';

/**
 * Judges whether a limit's statistic is worse than in earlier runs. All that is compared is the plan's: the runs, the
 * margin, how many comparisons share the error.
 */
export function outcomeOfComparison(measured: LimitMeasured, source: ComparisonSource): Judgement {
  const { limit, before } = source;
  const facts: LoadFacts = {
    durationMs: measured.period === undefined ? 0 : measured.period.durationMs,
    expected: `${statisticOf(source)} at most ${times(ratioOf(source))} that of ${runsOf(source)}`,
    actual: measured.observed === undefined ? undefined : amount(measured.observed, limit.unit),
  };
  return ifSound(measured, source, facts, () => {
    const compared = comparisonOf(measured, source);
    if (compared === undefined)
      return fellShort('invalid-number', `${statisticOf(source)} is ${measured.observed}: no duration.`, facts);
    return inTime(decision(compared, measured, source, facts), compared, measured, before, facts);
  });
}

/** Where it lies beside the earlier runs; undefined: it is no duration that could be compared. */
export function comparisonOf(
  { observed }: LimitMeasured,
  { of, before, margin, among }: ComparisonSource,
): StoredComparison | undefined {
  if (observed === undefined || !(observed > 0)) return undefined;
  const metric = { name: of, now: observed, before: before.map(({ ms }) => ms), margin };
  return compareWithStored([metric], among).metrics[0];
}

function decision(
  compared: StoredComparison,
  { observed = 0 }: LimitMeasured,
  source: ComparisonSource,
  facts: LoadFacts,
): Judgement {
  const { isCold, estimate } = compared;
  if (isCold || estimate === undefined)
    return fellShort(
      'no-baseline',
      `${statisticOf(source)}: ${runsOf(source)} of the same script, profile, environment and tools are known, and it takes ${fewestRuns} to compare with.`,
      facts,
    );
  const [now, usual] = [observed, observed / estimate].map((ms) => amount(ms, source.limit.unit));
  const seen = `${statisticOf(source)}: ${now}, ${times(estimate)} the ${usual} of ${runsOf(source)}`;
  const all = { ...facts, actual: `${facts.actual}: ${times(estimate)}` };
  return outcomeOfBounds(compared, seen, all);
}

/** What was found, if it is so whatever the generator's own lateness may have done. */
function inTime(
  found: Judgement,
  { estimate, margin }: StoredComparison,
  measured: LimitMeasured,
  before: ComparisonSource['before'],
  facts: LoadFacts,
): Judgement {
  const { observed = 0, limit } = measured;
  if (found.outcome === 'passed') return stoodStill(measured, facts) ?? found;
  if (found.outcome !== 'failed' || estimate === undefined || limit.rule.kind !== 'quantile') return found;
  const lateness = {
    nowMs: latenessAt(limit.rule.quantile, measured),
    usualMs: middleOf(before.map(({ lateMs }) => lateMs)),
    excessMs: observed - (observed / estimate) * margin,
  };
  return excusedByGenerator(lateness, facts) ?? found;
}

/** `10 earlier runs`. */
function runsOf({ before, with: kind }: ComparisonSource): string {
  const which = kind === 'pinned' ? 'pinned' : 'earlier';
  return `${before.length} ${which} ${before.length === 1 ? 'run' : 'runs'}`;
}

function ratioOf({ margin, before }: ComparisonSource): number {
  return marginOf(
    margin,
    before.map(({ ms }) => ms),
  );
}
