/** A moment to decide, after so many pairs. */
export interface Look {
  pairs: number;
  /** Critical signed-rank sums for the whole error of 5 %, a half, a third and a quarter of it; -1: not at this look. */
  critical: readonly number[];
}

/**
 * The looks, and how the error is split between them: whoever decides at either of them errs in at most 5 % (or the
 * part of it) in all. The first takes one sum in 64, all six pairs on one side, and leaves the rest to the second; where
 * the error is shared with other metrics, all of it (as O'Brien & Fleming, Biometrics 35 (1979) 549–556, spend late).
 *
 * Each sum is the largest for which this holds *however the sizes of the ten differences are spread over the looks*
 * (noise that grows or falls during the comparison), not only on average: the test counts all 210 × 1024 cases.
 */
export const looks: readonly Look[] = [
  { pairs: 6, critical: [0, -1, -1, -1] },
  { pairs: 10, critical: [9, 8, 6, 5] },
];

/** So many pairs it takes to decide anything, and after so many nothing more is decided. */
export const fewestPairs = Math.min(...looks.map(({ pairs }) => pairs));
export const mostPairs = Math.max(...looks.map(({ pairs }) => pairs));

/** @throws {RangeError} for another part of the error than 1 to 4 */
export function criticalAt({ critical }: Look, parts: number): number {
  const sum = critical[parts - 1];
  if (sum === undefined)
    throw new RangeError(`The error is shared among 1 to ${critical.length} metrics, not ${parts}.`);
  return sum;
}
