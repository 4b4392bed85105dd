import { amount } from '../records/figure.js';
import { metricKey } from '../records/limit-tightening.js';
import { latenessAt } from '../records/load-lateness.js';
import type { Source } from '../records/plan.js';
import { marginOf } from '../statistics/margin.js';
import { compareWithStored, fewestRuns, type StoredComparison } from '../statistics/stored-baseline.js';
import { aSecondMs, calmMs, part } from './generator-lateness.js';
import { fellShort, passed, type Judgement } from './judgement.js';
import type { LimitMeasured } from './limit-flaws.js';
import { ifSound, type LoadFacts } from './sound-load.js';

export type ComparisonSource = Extract<Source, { kind: 'comparison' }>;

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
  { outcome, isCold, estimate, lower, upper, margin, marginThatWouldDo }: StoredComparison,
  { observed = 0 }: LimitMeasured,
  source: ComparisonSource,
  facts: LoadFacts,
): Judgement {
  const { limit } = source;
  if (isCold || estimate === undefined || lower === undefined || upper === undefined)
    return fellShort(
      'no-baseline',
      `${statisticOf(source)}: ${runsOf(source)} of the same script, profile, environment and tools are known, and it takes ${fewestRuns} to compare with.`,
      facts,
    );
  const usual = amount(observed / estimate, limit.unit);
  const seen = `${statisticOf(source)}: ${amount(observed, limit.unit)}, ${times(estimate)} the ${usual} of ${runsOf(source)}`;
  const all = { ...facts, actual: `${facts.actual}: ${times(estimate)}` };
  switch (outcome) {
    case 'not-worse':
      return passed(`${seen}; 95 % sure of at most ${times(upper)} (${times(margin)} may be).`, all);
    case 'worse':
      return fellShort(
        'slower-than-before',
        `${seen}; 95 % sure of at least ${times(lower)} (${times(margin)} may be).`,
        all,
      );
    case 'undecided': {
      const wouldDo =
        marginThatWouldDo === undefined || marginThatWouldDo <= margin
          ? ''
          : ` Runs as noisy as these support a margin of ${Math.ceil((marginThatWouldDo - 1) * 100)} %.`;
      return fellShort(
        'interval-straddles-limit',
        `${seen}; 95 % sure of ${times(lower)} to ${times(upper)}: neither within ${times(margin)} nor beyond it for sure.${wouldDo}`,
        all,
      );
    }
  }
}

/**
 * What was found, if it is so whatever the generator's own lateness may have done. Earlier runs had theirs, too: only by
 * how much later it was than usual, it may have made the statistic look worse. While it stood still, there was not the load
 * that not being slower is about.
 */
function inTime(
  found: Judgement,
  { estimate, margin }: StoredComparison,
  measured: LimitMeasured,
  before: ComparisonSource['before'],
  facts: LoadFacts,
): Judgement {
  const { observed = 0, limit } = measured;
  if (found.outcome === 'passed') {
    const still = (measured.generator.lateMs ?? []).filter((ms) => ms === null || ms > aSecondMs).length;
    if (still === 0) return found;
    const message = `The load generator itself stood still in ${still} of ${measured.blocks.length} seconds: what was due then was not sent then, and proves nothing.`;
    return fellShort('generator-saturated', message, facts);
  }
  if (found.outcome !== 'failed' || estimate === undefined || limit.rule.kind !== 'quantile') return found;
  const now = latenessAt(limit.rule.quantile, measured);
  if (now === undefined) return found;
  const excessMs = observed - (observed / estimate) * margin;
  const usual = usualLateness(before);
  if (now - usual <= Math.max(calmMs, excessMs / part)) return found;
  const later = Number.isFinite(now) ? `${amount(now, 'ms')} late, and usually ${amount(usual, 'ms')}` : 'not let run';
  const message = `The load generator itself was ${later}: that may be what makes it ${amount(excessMs, 'ms')} worse than the margin. Give it processors of its own, or another machine.`;
  return fellShort('generator-saturated', message, facts);
}

/** The middle of the earlier runs. One that does not tell is taken to have been in time, which excuses nothing. */
function usualLateness(before: ComparisonSource['before']): number {
  const known = before.map(({ lateMs }) => (lateMs === undefined ? 0 : lateMs)).toSorted((a, b) => a - b);
  const middle = known[Math.floor(known.length / 2)];
  return middle === undefined ? 0 : middle;
}

/** `http_req_duration{name:pay} p(95)`. */
function statisticOf({ limit }: ComparisonSource): string {
  return `${metricKey(limit)} ${limit.expression.replace(/[<>=].*$/, '').trim()}`;
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

/** `1.07×`. */
export function times(ratio: number): string {
  return `${ratio.toFixed(2)}×`;
}
