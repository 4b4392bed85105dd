import { amount } from '../records/figure.js';
import { metricKey } from '../records/limit-tightening.js';
import { latenessAt } from '../records/load-lateness.js';
import type { Said } from './explain-limit.js';
import type { LimitMeasured } from './limit-flaws.js';
import { comparisonOf, times, type ComparisonSource } from './outcome-of-comparison.js';

/** A comparison's rule in words, the runs it was judged by, and the durations at which its outcome would turn. */
export function* explainComparison(source: ComparisonSource, measured: LimitMeasured): Generator<Said> {
  const { limit, before, margin, among } = source;
  const { unit } = limit;
  const compared = comparisonOf(measured, source);
  const floor = margin.absolute === 0 ? '' : ` or ${amount(margin.absolute, unit)}`;
  const shared = among === 1 ? '' : `, which ${among} comparisons share`;
  yield [
    'rule',
    `${metricKey(limit)}: at most ${amount(margin.relative * 100, '1')} %${floor} worse than earlier runs, proven at 95 % by how much those differ (prediction interval of Student's t); worse for sure at 95 %${shared}`,
  ];
  yield ['measured', measured.observed === undefined ? 'nothing' : amount(measured.observed, unit)];
  for (const { runId, release, ms } of before) yield ['before', `${amount(ms, unit)} in ${runId} (${release})`];
  if (compared === undefined || measured.observed === undefined) return;
  const { estimate, lower, upper, margin: ratio } = compared;
  if (estimate === undefined || lower === undefined || upper === undefined) return;
  yield ['interval', `${times(estimate)} the earlier runs, ${times(lower)} to ${times(upper)}; ${times(ratio)} may be`];
  const late = limit.rule.kind === 'quantile' ? latenessAt(limit.rule.quantile, measured) : undefined;
  if (late !== undefined) yield ['generator', `itself ${amount(late, 'ms')} late`];
  // The bounds lie as far from the measurement however large it is: as ratios.
  const [passes, fails] = [(measured.observed * ratio) / upper, (measured.observed * ratio) / lower];
  yield [
    'flips',
    `it would pass below ${amount(passes, unit)}; has ${amount(measured.observed, unit)}; it would fail above ${amount(fails, unit)}`,
  ];
}
