import type { Decided, Outcome } from './gating.js';

/** What became of one gating metric. All but `runs` are ratios, after ÷ before: 1.05 is 5 % worse. */
export interface Comparison {
  name: string;
  outcome: Outcome;
  /** Pairs, or earlier runs, that were looked at. */
  runs: number;
  margin: number;
  /** Absent where so few runs don't tell. The bounds are one-sided, at the errors with which it was decided. */
  estimate: number | undefined;
  lower: number | undefined;
  upper: number | undefined;
  /** Of an undecided one: a margin that runs as noisy as these could prove of an unchanged release. */
  marginThatWouldDo: number | undefined;
}

/** What became of them all. `worse` if one is, `not-worse` only if all are. */
export interface ReleaseComparison<Metric extends Comparison = Comparison> {
  outcome: Outcome;
  metrics: Metric[];
}

/** As `Comparison`, with logarithms instead of ratios. */
export interface Seen extends Decided {
  name: string;
  runs: number;
  margin: number;
  estimate: number | undefined;
  upper: number | undefined;
}

/** From logarithms to ratios; `wouldDo` is one. */
export function comparisonOf(seen: Seen, wouldDo: number | undefined): Comparison {
  const { name, outcome, runs, margin, estimate, lower, upper } = seen;
  const marginThatWouldDo = outcome === 'undecided' ? wouldDo : undefined;
  return {
    ...{ name, outcome, runs, margin: Math.exp(margin) },
    ...{ estimate: ratioOf(estimate), lower: ratioOf(lower), upper: ratioOf(upper), marginThatWouldDo },
  };
}

function ratioOf(logarithm: number | undefined): number | undefined {
  return logarithm === undefined ? undefined : Math.exp(logarithm);
}
