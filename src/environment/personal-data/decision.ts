import type { Tally } from './tally.js';
import type { Kind, Validator } from './validator.js';

/** That a column holds personal data of a kind. */
export interface Decision {
  kind: Kind;
  /** Rows whose value is personal data. */
  count: number;
  /** `high`: the column's name and its values say so; `medium`: the values alone. */
  confidence: 'high' | 'medium';
}

/** So unlikely have look-alikes to be that a column is called personal data for values that are weak each. */
const leastLikely = 1e-4;
/** The share of look-alikes that pass a check by chance: one check digit, the weakest test there is. */
const chance = 0.1;

/** Which kinds of personal data a column holds, from what validators said of its values and from its name. */
export function decide(tally: Tally, validators: readonly Validator[]): Decision[] {
  const decisions = validators.flatMap((validator, index) => {
    const decision = decideOn(tally, validator, index);
    return decision === undefined ? [] : [decision];
  });
  return strongestOnly(decisions, tally, validators);
}

function decideOn(tally: Tally, validator: Validator, index: number): Decision | undefined {
  const { near, weak, sure } = tally.countsOf(index);
  const isNamed = tally.named[index] === true;
  if (rateOf(tally, index) < (isNamed ? validator.leastRate / 2 : validator.leastRate)) return undefined;
  const lifted = validator.lifts === true ? near : 0;
  const decided = (count: number, confidence: Decision['confidence']): Decision | undefined =>
    count === 0 ? undefined : { kind: validator.kind, count, confidence };
  if (isNamed) return decided(weak + sure + lifted, 'high');
  const { values, hits, misses } = tally.distinctOf(index);
  const share = (hits + (validator.lifts === true ? misses : 0)) / values;
  if (share >= validator.leastShare && tailOf(hits, hits + misses) <= leastLikely)
    return decided(weak + sure + lifted, 'medium');
  return decided(sure, 'medium');
}

/**
 * Of the values with the shape, the share that passes: of distinct ones where the sample has enough, since one value
 * may be there a thousand times; else of rows, since the one value that matters need not be in the sample.
 */
function rateOf(tally: Tally, index: number): number {
  const { hits, misses } = tally.distinctOf(index);
  if (hits + misses >= 20) return hits / (hits + misses);
  const { near, test, weak, sure } = tally.countsOf(index);
  const passed = test + weak + sure;
  return passed + near === 0 ? 0 : passed / (passed + near);
}

/**
 * Two kinds of one shape (eleven digits of two countries) may both pass: what the name speaks for stays, and else the
 * kinds whose values pass most often.
 */
function strongestOnly(decisions: Decision[], tally: Tally, validators: readonly Validator[]): Decision[] {
  const strength = ({ kind }: Decision): number => {
    const index = validators.findIndex((validator) => validator.kind === kind);
    return (tally.named[index] === true ? 1 : 0) + rateOf(tally, index);
  };
  const overlapping = decisions.filter(({ kind }) => kind.startsWith('national id') || kind === 'phone number');
  const most = Math.max(...overlapping.map(strength));
  const mostRows = Math.max(...overlapping.map(({ count }) => count));
  return decisions.filter(
    (decision) => !overlapping.includes(decision) || strength(decision) > most - 0.2 || decision.count < mostRows / 2,
  );
}

/** The probability of `hits` or more of `n` by chance: the upper tail of the binomial distribution, summed. */
function tailOf(hits: number, n: number): number {
  if (hits <= n * chance) return 1;
  let term = n * Math.log(1 - chance);
  let sum = hits === 0 ? Math.exp(term) : 0;
  for (let k = 1; k <= n; k += 1) {
    term += Math.log((n - k + 1) / k) + Math.log(chance / (1 - chance));
    if (k >= hits) sum += Math.exp(term);
  }
  return sum;
}
