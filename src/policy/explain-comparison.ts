import { amount } from '../records/figure.js';
import { metricKey } from '../records/limit-tightening.js';
import { latenessAt } from '../records/load-lateness.js';
import type { Said } from './explain-limit.js';
import type { LimitMeasured, SideBySide } from '../records/load-measured.js';
import type { ComparisonSource } from '../records/plan.js';
import { boundOf, times } from './comparison.js';
import { comparisonOf } from './outcome-of-comparison.js';
import { noiseInWords, pairedOf, pairsInWords } from './outcome-of-side-by-side.js';

/** A comparison's rule in words, the runs it was judged by, and the durations at which its outcome would turn. */
export function* explainComparison(source: ComparisonSource, measured: LimitMeasured): Generator<Said> {
  const { limit, before } = source;
  const { unit } = limit;
  const compared = comparisonOf(measured, source);
  yield [
    'rule',
    ruleOf(source, "earlier runs, proven at 95 % by how much those differ (prediction interval of Student's t)"),
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

/** A comparison with the release before: each pair, and what they say together. */
export function* explainSideBySide(source: ComparisonSource, measured: SideBySide): Generator<Said> {
  const { releases } = measured;
  const how = 'proven at 95 % by the ratios of the pairs (signed ranks, looked at after 6 and after 10)';
  const other = source.with === 'itself' ? 'the same release once more' : `release ${releases.before}`;
  yield ['rule', ruleOf(source, `${other} beside it, ${how}`)];
  for (const [at, pair] of pairsInWords(measured, source).entries()) yield ['pair', `${at + 1}: ${pair}`];
  const compared = pairedOf(measured, source);
  if (compared?.estimate === undefined) return;
  const { estimate, lower, upper, margin } = compared;
  yield ['interval', `${times(estimate)}, ${boundOf(lower)} to ${boundOf(upper)}; ${times(margin)} may be`];
  if (source.with === 'itself') for (const sentence of noiseInWords(measured, source)) yield ['noise', sentence];
}

function ruleOf({ limit, counter, margin, among }: ComparisonSource, than: string): string {
  const floor = margin.absolute === 0 ? '' : ` or ${amount(margin.absolute, limit.unit)}`;
  const shared = among === 1 ? '' : `, which ${among} comparisons share`;
  return `${counter === undefined ? metricKey(limit) : `${counter} a request`}: at most ${amount(margin.relative * 100, '1')} %${floor} ${counter === undefined ? 'worse' : 'more'} than ${than}; ${counter === undefined ? 'worse' : 'more'} for sure at 95 %${shared}`;
}
