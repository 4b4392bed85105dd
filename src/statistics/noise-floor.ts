import { spreadOf, supportedMargins, z95, type Support } from './comparison-sizing.js';
import { logRatios, type Pair } from './log-ratio.js';
import { criticalSum } from './signed-rank.js';
import { lowerOf, middleOf, upperOf, walshAverages } from './walsh-averages.js';

/** What pairs of one and the same release show: this environment's noise. */
export interface NoiseFloor {
  pairs: number;
  /** After ÷ before, with one-sided 95 % bounds: if 1 is not between them, one place or turn is favoured. */
  estimate: number;
  lower: number;
  upper: number;
  /** Standard deviation of the log ratios, and what it is at most, at 95 %, if they are normal. */
  spread: number;
  spreadAtMost: number;
  /** The smallest margins that can be supported here, with the pairs that they take. */
  supported: Support[];
}

/**
 * This environment's noise floor, from up to 30 pairs of a release with itself. A few pairs know their spread only
 * roughly: the margins are those of the largest spread that goes with them.
 * @returns undefined for fewer than five pairs, which have no bounds at 95 %
 * @throws {RangeError} for values that are not above 0, or more than 30 pairs
 */
export function noiseFloor(pairs: readonly Pair[]): NoiseFloor | undefined {
  const ratios = logRatios(pairs);
  const spread = spreadOf(ratios);
  if (spread === undefined) return undefined;
  const averages = walshAverages(ratios);
  const critical = criticalSum(pairs.length);
  const [middle, lower, upper] = [middleOf(averages), lowerOf(averages, critical), upperOf(averages, critical)];
  if (middle === undefined || lower === undefined || upper === undefined) return undefined;
  const spreadAtMost = spread * Math.sqrt((pairs.length - 1) / chiSquaredAt5(pairs.length - 1));
  return {
    pairs: pairs.length,
    ...{ estimate: Math.exp(middle), lower: Math.exp(lower), upper: Math.exp(upper) },
    ...{ spread, spreadAtMost, supported: supportedMargins(spreadAtMost) },
  };
}

/**
 * The 5 % quantile of χ², a little too small (3 % with four degrees of freedom, 1 % with nine), which errs to the safe side: Wilson &
 * Hilferty, Proceedings of the National Academy of Sciences 17 (1931) 684–688.
 */
function chiSquaredAt5(freedom: number): number {
  const part = 2 / (9 * freedom);
  return freedom * (1 - part - z95 * Math.sqrt(part)) ** 3;
}
