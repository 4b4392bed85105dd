/** How much worse still counts as not worse: a matter of policy, and never of how noisy the runs were. */
export interface Margin {
  /** Share of what was before: 0.1 is 10 %. */
  relative: number;
  /** In the metric's own unit: below it nobody notices, or no clock can tell. 0 if there is none. */
  absolute: number;
}

/**
 * The margin as a ratio to what was before (1.1): the larger of the two. An absolute one needs a size to be a part of:
 * the middle of the earlier runs, of two the larger, which makes the margin narrower.
 * @throws {RangeError} if neither is above 0, or one is below
 */
export function marginOf({ relative, absolute }: Margin, before: readonly number[]): number {
  const usual = before.toSorted((one, other) => one - other)[Math.floor(before.length / 2)];
  const ratio = 1 + (usual === undefined ? relative : Math.max(relative, absolute / usual));
  if (relative >= 0 && absolute >= 0 && relative + absolute > 0 && Number.isFinite(ratio)) return ratio;
  throw new RangeError(
    `A margin of ${relative} relative and ${absolute} absolute decides nothing: one has to be above 0, none below.`,
  );
}
