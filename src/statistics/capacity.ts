/** What a run under some load showed: its limits were kept, one was exceeded for sure, or neither is proven. */
export type LoadFound = 'kept' | 'exceeded' | 'open';

/** A run under a multiple of a script's own load. */
export interface LoadStep {
  load: number;
  found: LoadFound;
}

/** So many runs are made at most. */
export const mostSteps = 14;
/** So often the load that is said to be kept was kept. */
export const confirmations = 3;
/** More than so many times its own load is not tried. */
export const mostTimes = 16;

const growth = 1.5;
/** Nearer than this the two ends of the interval need not be. */
const nearness = 1.1;
/** Below a tenth of the script's own load there is nothing to look for. */
const least = 0.1;

/**
 * The next load to try: half as much again until a limit is exceeded (or `most` is reached; after a run that proves
 * nothing, what is asked for), then the geometric middle between what was kept and what was not, until they are within a
 * tenth of one another; then again what was kept, until it was kept three times. What is not kept once is not kept.
 * @returns undefined: there is nothing more to learn, or enough was tried.
 */
export function nextLoad(
  steps: readonly LoadStep[],
  { atLeast, most }: { atLeast: number; most: number },
): number | undefined {
  if (steps.length === 0) return Math.min(1, most);
  if (steps.length >= mostSteps) return undefined;
  const top = Math.max(...steps.map(({ load }) => load));
  const { kept, notKept } = endsOf(steps);
  // Whether what is asked for is too much is to be proven, too.
  const ceiling = notKept === undefined ? most : Math.min(atLeast, most);
  const isExceeded = steps.some(({ found }) => found === 'exceeded');
  if (!isExceeded && top < ceiling) return Math.min(rounded(top * growth), ceiling);
  if (notKept === undefined) return isConfirmed(steps, top) ? undefined : top;
  if (kept === undefined) {
    const lower = rounded(notKept.load / growth);
    return lower < least ? undefined : lower;
  }
  const middle = rounded(Math.sqrt(kept.load * notKept.load));
  const isNear = notKept.load / kept.load <= nearness || middle <= kept.load || middle >= notKept.load;
  if (!isNear) return middle;
  return isConfirmed(steps, kept.load) ? undefined : kept.load;
}

export interface Capacity {
  /** The largest load that was kept three times, it or more, with nothing below that was not; undefined: there is none. */
  confirmed: number | undefined;
  /** The smallest load that was not kept; undefined: there was none. */
  stoppedAt: LoadStep | undefined;
}

/** What the runs say together. */
export function capacityOf(steps: readonly LoadStep[]): Capacity {
  const { notKept } = endsOf(steps);
  const loads = [...new Set(steps.filter(({ found }) => found === 'kept').map(({ load }) => load))];
  const below = loads.filter((load) => notKept === undefined || load < notKept.load);
  const confirmed = below.filter((load) => isConfirmed(steps, load)).toSorted((one, other) => other - one)[0];
  return { confirmed, stoppedAt: notKept };
}

/** The largest load that was kept below the smallest that was not. */
function endsOf(steps: readonly LoadStep[]): { kept: LoadStep | undefined; notKept: LoadStep | undefined } {
  const sorted = steps.toSorted((one, other) => one.load - other.load);
  const notKept = sorted.find(({ found }) => found !== 'kept');
  const kept = sorted.findLast(({ load, found }) => found === 'kept' && (notKept === undefined || load < notKept.load));
  return { kept, notKept };
}

/** Who keeps more keeps as much; what was kept beyond a load that was not counts for nothing. */
function isConfirmed(steps: readonly LoadStep[], at: number): boolean {
  const { notKept } = endsOf(steps);
  const isBelow = (load: number): boolean => notKept === undefined || load < notKept.load;
  const kept = steps.filter(({ load, found }) => found === 'kept' && load >= at && isBelow(load));
  return kept.length >= confirmations;
}

/** To three digits: a script's rates are whole numbers in the end. */
function rounded(load: number): number {
  return Number(load.toPrecision(3));
}
