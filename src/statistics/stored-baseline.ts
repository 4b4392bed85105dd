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
 * The rolling baseline: the latest runs of those that compare, of a history in the order of time. A pinned baseline is
 * chosen by people instead, and stays until they choose another.
 * @param compares a GO of the same script, profile, environment and tools
 */
export function rollingBaseline<Run>(history: readonly Run[], compares: (run: Run) => boolean): Run[] {
  return history.filter(compares).slice(-rollingRuns);
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
 * @param among how many metrics share the error, where not all of them are here
 * @throws {RangeError} for no or more than four metrics, a value that is not above 0, a margin that decides nothing
 */
export function compareWithStored(
  metrics: readonly StoredMetric[],
  among = metrics.length,
): ReleaseComparison<StoredComparison> {
  const compared = decideTogether(metrics.map(viewOf), among).map((view) => {
    const { error, runs } = view;
    return { ...comparisonOf(view, wouldDo(error, runs)), isCold: error === undefined };
  });
  return { outcome: outcomeOfAll(compared), metrics: compared };
}

/**
 * The smallest margin, as a ratio, that an unchanged release is proven to be within with a chance of 95 %, against runs as
 * noisy as these. Undefined for too few of them.
 * @throws {RangeError} for a value that is not above 0
 */
export function marginSupportedBy(before: readonly number[]): number | undefined {
  return wouldDo(errorOf(before.map((value, i) => logOf(value, `run ${i + 1}`))), before.length);
}

/** As far as the bound reaches, and as far again as the run itself may lie from the others with a chance of 5 %. */
function wouldDo(error: number | undefined, runs: number): number | undefined {
  return error === undefined ? undefined : Math.exp(error * (tExceededWith(alpha, runs - 1) + z95));
}

/** Standard error of the difference between one more run and these; undefined: too few to tell. Logarithms. */
function errorOf(earlier: readonly number[]): number | undefined {
  const spread = earlier.length < fewestRuns ? undefined : spreadOf(earlier);
  return spread === undefined ? undefined : spread * Math.sqrt(1 + 1 / earlier.length);
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
  const error = errorOf(earlier);
  const known = estimate !== undefined && error !== undefined;
  const reach = (parts: number): number => tExceededWith(alpha / parts, runs - 1);
  return {
    ...{ name, runs, estimate, error, margin: Math.log(marginOf(margin, before)) },
    upper: known ? estimate + error * reach(1) : undefined,
    lowerAt: (parts) => (known ? estimate - error * reach(parts) : undefined),
  };
}
