/** One metric, larger is worse, of a run of the release before and of the run of the new one beside it. */
export interface Pair {
  before: number;
  after: number;
}

/**
 * ln(after ÷ before) of each pair: 0.0953 is 10 % more, and as far from none as its opposite.
 * @throws {RangeError} where a ratio does not exist: who gathers evidence has to say `errored` first
 */
export function logRatios(pairs: readonly Pair[]): number[] {
  return pairs.map(
    ({ before, after }, i) => logOf(after, `pair ${i + 1}, after`) - logOf(before, `pair ${i + 1}, before`),
  );
}

/** @throws {RangeError} for anything but a finite number above 0 */
export function logOf(value: number, what: string): number {
  if (value > 0 && Number.isFinite(value)) return Math.log(value);
  throw new RangeError(`${what}: ${value} has no ratio to anything. Compare metrics whose values are above 0.`);
}
