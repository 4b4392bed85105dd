import { mostComparisons } from '../records/baseline.js';

/** Of a slow-down: proven to be inside the margin, proven to be beyond it, or neither. */
export type Outcome = 'not-worse' | 'worse' | 'undecided';

/** One metric against its margin, as logarithms of ratios. A bound that so few runs don't have is undefined. */
export interface Bounded {
  margin: number;
  /** One-sided upper bound at the whole error. */
  upper: number | undefined;
  /** One-sided lower bound at the error divided by `parts`: the fewer parts, the higher. */
  lowerAt: (parts: number) => number | undefined;
}

export interface Decided {
  outcome: Outcome;
  /** The lower bound at the part of the error that was left for it. */
  lower: number | undefined;
}

/**
 * Decides every gating metric. Each is called not worse at the whole error: a GO takes all of them, so it is wrong only
 * if the one that is worse was called so (intersection–union test: Berger, Technometrics 24 (1982) 295–300). A single one
 * makes a NO-GO, so `worse` shares the error: Holm, Scandinavian Journal of Statistics 6 (1979) 65–70.
 * @param among how many share it, where they are not all here. Whether any is worse, Holm's first step decides, which needs
 *   no other; that a second one is may stay undecided then.
 * @throws {RangeError} without a metric, which would be a GO of nothing, or with more than four
 */
export function decideTogether<Metric extends Bounded>(
  metrics: readonly Metric[],
  among = metrics.length,
): (Metric & Decided)[] {
  if (metrics.length === 0 || metrics.length > mostComparisons) {
    throw new RangeError(
      `${metrics.length} gating metrics: name 1 to ${mostComparisons}, and let others advise without deciding.`,
    );
  }
  const worse = new Set<Metric>();
  let parts = among;
  // Holm's steps without p-values: in whatever order those within reach are taken, the same ones are in the end.
  for (let next = withinReach(); next !== undefined; next = withinReach()) {
    worse.add(next);
    parts = Math.max(1, parts - 1);
  }
  return metrics.map((metric) => ({ ...metric, outcome: outcomeOf(metric), lower: metric.lowerAt(parts) }));

  function withinReach(): Metric | undefined {
    return metrics.find((metric) => !worse.has(metric) && isAbove(metric.lowerAt(parts), metric.margin));
  }

  function outcomeOf(metric: Metric): Outcome {
    if (worse.has(metric)) return 'worse';
    return isAbove(metric.margin, metric.upper) ? 'not-worse' : 'undecided';
  }
}

/** Strictly, and never where one of them is not known. */
export function isAbove(one: number | undefined, other: number | undefined): boolean {
  return one !== undefined && other !== undefined && one > other;
}

/** One worse metric is a worse release; only all of them not worse are a release that is not. */
export function outcomeOfAll(metrics: readonly { outcome: Outcome }[]): Outcome {
  if (metrics.some(({ outcome }) => outcome === 'worse')) return 'worse';
  return metrics.length > 0 && metrics.every(({ outcome }) => outcome === 'not-worse') ? 'not-worse' : 'undecided';
}
