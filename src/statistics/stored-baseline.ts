import { comparisonOf, type Comparison, type ReleaseComparison } from './comparison.js';
import { spreadOf, z95 } from './comparison-sizing.js';
import { decideTogether, outcomeOfAll, type Bounded } from './gating.js';
import { logOf } from './log-ratio.js';
import { marginOf, type Margin } from './margin.js';
import { alpha } from './proportion.js';
import { tExceededWith } from './student-t.js';

/** A rolling baseline is the last so many GO runs of one fingerprint. */
export const rollingRuns = 10;

/** With fewer earlier runs the bounds are wider by more than a fifth than with ten, and rest on next to nothing: a cold start. */
export const fewestRuns = 5;

/**
 * The rolling baseline: the latest GO runs of the same script, profile, environment and tools, of a history in the order
 * of time. A pinned baseline is chosen by people instead, and stays until they choose another.
 */
export function rollingBaseline<Run extends { fingerprint: string; isGo: boolean }>(
  history: readonly Run[],
  fingerprint: string,
): Run[] {
  return history.filter((run) => run.isGo && run.fingerprint === fingerprint).slice(-rollingRuns);
}

/** A gating metric of one run, and of earlier ones. Larger is worse. */
export interface StoredMetric {
  name: string;
  now: number;
  before: readonly number[];
  margin: Margin;
}

export interface StoredComparison extends Comparison {
  /** Too few earlier runs of this fingerprint to be compared with. */
  isCold: boolean;
}

/**
 * Is this run not slower than stored ones? Its logarithm against those of the earlier runs, as one more draw from the same
 * normal distribution, shifted: (now − mean) ± t · s · √(1 + 1/k), Student's t with k − 1 degrees of freedom, which is the
 * prediction interval of Hahn & Meeker, Statistical Intervals, 2nd ed., §4.8. Few runs make it wide by themselves.
 * @throws {RangeError} for no or more than four metrics, a value that is not above 0, a margin that decides nothing
 */
export function compareWithStored(metrics: readonly StoredMetric[]): ReleaseComparison<StoredComparison> {
  const compared = decideTogether(metrics.map(viewOf)).map((view) => {
    const { error, runs } = view;
    // As far as the bound reaches, and as far again as the run itself may lie from the others with a chance of 5 %.
    const wouldDo = error === undefined ? undefined : Math.exp(error * (tExceededWith(alpha, runs - 1) + z95));
    return { ...comparisonOf(view, wouldDo), isCold: error === undefined };
  });
  return { outcome: outcomeOfAll(compared), metrics: compared };
}

interface View extends Bounded {
  name: string;
  runs: number;
  estimate: number | undefined;
  /** Standard error of the difference; undefined at a cold start. */
  error: number | undefined;
}

/** As logarithms. */
function viewOf({ name, now, before, margin }: StoredMetric): View {
  const runs = before.length;
  const earlier = before.map((value, i) => logOf(value, `${name}, earlier run ${i + 1}`));
  const log = logOf(now, `${name}, this run`);
  const estimate = runs === 0 ? undefined : log - earlier.reduce((sum, value) => sum + value, 0) / runs;
  const spread = runs < fewestRuns ? undefined : spreadOf(earlier);
  const known = estimate !== undefined && spread !== undefined;
  const error = known ? spread * Math.sqrt(1 + 1 / runs) : undefined;
  const reach = (parts: number): number => tExceededWith(alpha / parts, runs - 1);
  return {
    ...{ name, runs, estimate, error, margin: Math.log(marginOf(margin, before)) },
    upper: known && error !== undefined ? estimate + error * reach(1) : undefined,
    lowerAt: (parts) => (known && error !== undefined ? estimate - error * reach(parts) : undefined),
  };
}
