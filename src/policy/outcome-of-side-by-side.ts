import type { LimitMeasured, SideBySide } from '../records/load-measured.js';
import { costOf, costUnit } from '../records/cost.js';
import { amount, percent } from '../records/figure.js';
import { latenessAt } from '../records/load-lateness.js';
import type { ComparisonSource } from '../records/plan.js';
import type { Pair } from '../statistics/log-ratio.js';
import { fewestPairs } from '../statistics/looks.js';
import { noiseFloor } from '../statistics/noise-floor.js';
import { compareSideBySide, type PairedComparison } from '../statistics/side-by-side.js';
import { excusedByGenerator, middleOf, outcomeOfBounds, statisticOf, stoodStill, times } from './comparison.js';
import { fellShort, passed, type Judgement } from './judgement.js';
import { ifSound, type LoadFacts } from './sound-load.js';

const sides = ['before', 'after'] as const;
type Side = (typeof sides)[number];

/**
 * Judges whether a limit's statistic is worse than the release before has it under the same load: by the ratios of the
 * pairs. A pair of which a run was not soundly measured is not left out, since whoever could leave pairs out could choose.
 */
export function outcomeOfSideBySide(measured: SideBySide, source: ComparisonSource): Judgement {
  const { releases, pairs, period } = measured;
  const facts: LoadFacts = {
    durationMs: period === undefined ? 0 : period.durationMs,
    expected: `${statisticOf(source)} no ${source.counter === undefined ? 'slower' : 'more'} than that of ${releases.before}`,
    actual: undefined,
  };
  for (const [at, pair] of pairs.entries()) {
    for (const side of sides) {
      const run = pair[side];
      const found = ifSound(run, source, facts, () => stoodStill(run, facts) ?? isFigure(run, source, facts));
      if (found.outcome !== 'passed')
        return { ...found, message: `Pair ${at + 1}, release ${releases[side]}: ${found.message}` };
    }
  }
  const compared = pairedOf(measured, source);
  if (compared === undefined) return tooFew(measured, source, facts);
  const found = decision(compared, measured, source, facts);
  if (source.with !== 'itself') return found;
  const message = [found.message, ...noiseInWords(measured, source)].join(' ');
  return found.outcome === 'failed' ? fellShort('slower-than-itself', message, found) : { ...found, message };
}

/** Where it lies beside the release before; undefined: so few pairs do not tell. */
export function pairedOf(measured: SideBySide, source: ComparisonSource): PairedComparison | undefined {
  const { of, margin, among } = source;
  const pairs = figuresOf(measured, source);
  if (pairs.length === 0) return undefined;
  const [compared] = compareSideBySide([{ name: of, pairs, margin }], among).metrics;
  return compared?.upper === undefined ? undefined : compared;
}

/** What the pairs of one and the same release tell of the noise here, and which margins they support. */
export function noiseInWords(measured: SideBySide, source: ComparisonSource): string[] {
  const floor = noiseFloor(figuresOf(measured, source));
  if (floor === undefined) return [];
  const { pairs, estimate, lower, upper, spread, spreadAtMost, supported } = floor;
  const margins = supported.map(({ pairs: many, margin }) => `${Math.ceil(100 * (margin - 1))} % in ${many} pairs`);
  return [
    `Noise of ${pairs} pairs: ${times(estimate)} (${times(lower)} to ${times(upper)}), ratios spread by ${percent(spread)} (at most ${percent(spreadAtMost)} at 95 %).`,
    `Margins that this supports: ${margins.join(', ')}.`,
  ];
}

/** What is compared of a run, in `unitOf`; undefined: it was not measured. */
function figureOf(run: LimitMeasured, { counter }: ComparisonSource): number | undefined {
  return counter === undefined ? run.observed : costOf(run, counter);
}

function unitOf({ counter }: ComparisonSource): 'ms' | 'bytes' | '1' {
  return counter === undefined ? 'ms' : costUnit(counter).unit;
}

function figuresOf({ pairs }: SideBySide, source: ComparisonSource): Pair[] {
  return pairs.flatMap((pair) => {
    const [before, after] = [figureOf(pair.before, source), figureOf(pair.after, source)];
    return before === undefined || after === undefined ? [] : [{ before, after }];
  });
}

function isFigure(run: LimitMeasured, source: ComparisonSource, facts: LoadFacts): Judgement {
  const figure = figureOf(run, source);
  if (figure !== undefined && figure > 0) return passed('', facts);
  const lacks = source.counter === undefined ? 'no duration' : 'nothing that could be compared';
  return fellShort('invalid-number', `${statisticOf(source)} is ${figure}: ${lacks}.`, facts);
}

function tooFew({ pairs }: SideBySide, source: ComparisonSource, facts: LoadFacts): Judgement {
  const message = `${statisticOf(source)}: ${pairs.length} pairs were run, and it takes ${fewestPairs} to compare.`;
  return fellShort('too-few-samples', message, facts);
}

function decision(
  compared: PairedComparison,
  measured: SideBySide,
  source: ComparisonSource,
  facts: LoadFacts,
): Judgement {
  const { runs, estimate = 1, margin } = compared;
  const { before } = measured.releases;
  const seen = `${statisticOf(source)}: ${times(estimate)} that of ${before} in ${runs} pairs`;
  const expected = `${statisticOf(source)} at most ${times(margin)} that of ${before}`;
  const all = { ...facts, expected, actual: `${times(estimate)} in ${runs} pairs` };
  const found = outcomeOfBounds(compared, seen, all);
  return found.outcome === 'failed' ? (excuse(measured, source, margin, all) ?? found) : found;
}

function excuse(
  { pairs }: SideBySide,
  { limit, counter }: ComparisonSource,
  margin: number,
  facts: LoadFacts,
): Judgement | undefined {
  // What a request costs staging, a late generator does not change.
  if (counter !== undefined || limit.rule.kind !== 'quantile') return undefined;
  const { quantile } = limit.rule;
  const late = (side: Side): number => middleOf(pairs.map((pair) => latenessAt(quantile, pair[side])));
  const [before, after] = sides.map((side) => middleOf(pairs.map((pair) => pair[side].observed)));
  if (before === undefined || after === undefined) return undefined;
  const excessMs = after - margin * before;
  return excusedByGenerator({ nowMs: late('after'), usualMs: late('before'), excessMs }, facts);
}

/** Each pair as it was measured: `12.1 ms and 14.5 ms`. */
export function pairsInWords({ pairs }: SideBySide, source: ComparisonSource): string[] {
  const inWords = (run: LimitMeasured): string => {
    const figure = figureOf(run, source);
    return figure === undefined ? 'nothing' : amount(figure, unitOf(source));
  };
  return pairs.map(({ before, after }) => `${inWords(before)} and ${inWords(after)}`);
}
