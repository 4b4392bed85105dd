import { comparisonOf, type Comparison, type ReleaseComparison } from './comparison.js';
import { pairsFor, spreadOf, supportedMargins } from './comparison-sizing.js';
import { decideTogether, isAbove, outcomeOfAll, type Bounded } from './gating.js';
import { logRatios, type Pair } from './log-ratio.js';
import { criticalAt, looks, type Look } from './looks.js';
import { marginOf, type Margin } from './margin.js';
import { lowerOf, middleOf, upperOf, walshAverages } from './walsh-averages.js';

/**
 * A gating metric of two releases that ran side by side, in pairs. Larger is worse. Which of the two goes first alternates
 * from pair to pair, so that drift meets both alike.
 */
export interface PairedMetric {
  name: string;
  pairs: readonly Pair[];
  margin: Margin;
}

export interface PairedComparison extends Comparison {
  /** Of an undecided one: how many pairs as noisy as these this margin takes for an unchanged release. */
  pairsThatWouldDo: number | undefined;
}

/**
 * Is the new release not slower than the one before? Looks after 6 and after 10 pairs. A metric that is not worse at the
 * first look stays so, and pairs between or beyond the looks are not looked at: the error of two looks is what it is
 * planned to be, and taking pairs away never makes a release `not-worse` that was something else.
 *
 * Undecided after fewer than 10 pairs: run more; after 10: the margin and the pairs that would do are named. If no more
 * than 10 would do, noise is not what is in the way: the release is close to the margin.
 * @param among how many metrics share the error, where not all of them are here
 * @throws {RangeError} for no or more than four metrics, a value that is not above 0, a margin that decides nothing
 */
export function compareSideBySide(
  metrics: readonly PairedMetric[],
  among = metrics.length,
): ReleaseComparison<PairedComparison> {
  const complete = Math.min(...metrics.map(({ pairs }) => pairs.length));
  const reached = looks.filter(({ pairs }) => pairs <= complete);
  for (const [i] of reached.entries()) {
    const comparison = compareAt(metrics, reached.slice(0, i + 1), among);
    if (comparison.outcome !== 'undecided') return comparison;
  }
  return compareAt(metrics, reached, among);
}

function compareAt(
  metrics: readonly PairedMetric[],
  taken: readonly Look[],
  among: number,
): ReleaseComparison<PairedComparison> {
  const views = metrics.map((metric) => {
    const each = taken.map((look) => viewOf(metric, look));
    return each.find(({ margin, upper }) => isAbove(margin, upper)) ?? each.at(-1) ?? viewOf(metric, undefined);
  });
  const compared = decideTogether(views, among).map((view) => {
    const { spread, outcome } = view;
    const wouldDo = spread === undefined ? undefined : supportedMargins(spread).at(-1)?.margin;
    const isOpen = outcome === 'undecided' && spread !== undefined;
    const pairsThatWouldDo = isOpen ? pairsFor(Math.exp(view.margin), spread) : undefined;
    return { ...comparisonOf(view, wouldDo), pairsThatWouldDo };
  });
  return { outcome: outcomeOfAll(compared), metrics: compared };
}

interface View extends Bounded {
  name: string;
  runs: number;
  estimate: number | undefined;
  spread: number | undefined;
}

/** A metric at a look, as logarithms; without a look all pairs there are, and no bounds. */
function viewOf({ name, pairs, margin }: PairedMetric, look: Look | undefined): View {
  const seen = pairs.slice(0, look?.pairs);
  const before = seen.map((pair) => pair.before);
  const ratios = logRatios(seen);
  const averages = walshAverages(ratios);
  return {
    ...{ name, runs: seen.length, estimate: middleOf(averages), spread: spreadOf(ratios) },
    margin: Math.log(marginOf(margin, before)),
    upper: look && upperOf(averages, criticalAt(look, 1)),
    lowerAt: (parts) => look && lowerOf(averages, criticalAt(look, parts)),
  };
}
