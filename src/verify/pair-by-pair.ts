import { notMeasured, recordOf, type Converted, type NotMeasured } from '../evidence/converted.js';
import type { Measured, RawFile, UnderLoadMeasured } from '../records/evidence.js';
import type { SideBySide } from '../records/load-measured.js';
import { fewestPairs, mostPairs } from '../statistics/looks.js';
import type { Run } from './run.js';

/** What was measured so far: of each check its pairs, or why there is nothing. */
export interface Book<Pair> {
  startedAt: string;
  /** Of the monotonic clock. */
  beganMs: number;
  pairs: Map<string, Pair[]>;
  unmeasured: Map<string, NotMeasured>;
  raw: RawFile[];
  problems: Converted['problems'];
  processMs: number;
}

interface Check {
  id: string;
}

/** What is measured in pairs: its one side and its other one, and what of both is a pair of a check. */
export interface Sides<Of extends Check, One, Other, Pair> {
  /** What is said begins with it, and so does what both sides leave: `rush-side-by-side-3`. */
  id: string;
  /** What the next pair is to be of, after so many that count. None: it is over. */
  openAfter: (pairs: number) => readonly Of[];
  one: (id: string, checks: readonly Of[]) => Promise<One>;
  other: (id: string, checks: readonly Of[]) => Promise<Other>;
  pairOf: (check: Of, one: One, other: Other) => Entry<Pair>;
}

/** A side that left nothing to judge leaves nothing to compare: which one it is, and what there is in its place. */
export type Entry<Pair> = { pair: Pair } | { lacks: string; found: Measured | undefined };

export function openBook<Pair>(): Book<Pair> {
  return {
    ...{ startedAt: new Date().toISOString(), beganMs: performance.now() },
    ...{ pairs: new Map(), unmeasured: new Map(), raw: [], problems: [], processMs: 0 },
  };
}

/**
 * Measures in pairs until nothing is open, or no more pairs would decide anything. With `--aa` nothing is to be decided.
 * The first pair warms up, and does not count.
 */
export async function measurePairByPair<Of extends Check, One, Other, Pair>(
  sides: Sides<Of, One, Other, Pair>,
  book: Book<Pair>,
  { stop, options }: { stop: AbortSignal; options: Pick<Run['options'], 'aa'> },
  note: (line: string) => void,
): Promise<void> {
  const inAll = options.aa === true ? `${mostPairs}` : `${fewestPairs} or ${mostPairs}`;
  for (let nth = 0; nth <= mostPairs; nth += 1) {
    stop.throwIfAborted();
    const isWarmUp = nth === 0;
    const checks = sides.openAfter(isWarmUp ? 0 : nth - 1);
    if (checks.length === 0) return;
    note(`${sides.id}: ${isWarmUp ? 'a pair that warms up and does not count' : `pair ${nth} of ${inAll}`}`);
    const [one, other] = await bothOf(sides, nth, checks);
    if (!isWarmUp) for (const check of checks) enter(nth, check, sides.pairOf(check, one, other), book);
  }
}

/** Which goes first alternates, so that drift meets both alike. */
async function bothOf<Of extends Check, One, Other, Pair>(
  { id, one, other }: Sides<Of, One, Other, Pair>,
  nth: number,
  checks: readonly Of[],
): Promise<[One, Other]> {
  const pair = `${id}-${nth === 0 ? 'warm-up' : nth}`;
  if (nth % 2 === 1) return [await one(pair, checks), await other(pair, checks)];
  const first = await other(pair, checks);
  return [await one(pair, checks), first];
}

function enter<Pair>(nth: number, { id }: Check, entry: Entry<Pair>, { pairs, unmeasured }: Book<Pair>): void {
  if ('pair' in entry) {
    pairs.set(id, [...(pairs.get(id) ?? []), entry.pair]);
    return;
  }
  const { lacks, found } = entry;
  const why = found?.kind === 'not-measured' ? found : notMeasured('no-evidence', 'Nothing was recorded.');
  unmeasured.set(id, { ...why, message: `Pair ${nth}, ${lacks}: ${why.message}` });
}

/** What there is to record of these checks. @param measuredOf a check's pairs, together */
export function recordsOfBook(
  checks: readonly Check[],
  { startedAt, beganMs, unmeasured, raw, problems, processMs }: Book<unknown>,
  run: Run,
  measuredOf: (id: string) => SideBySide | UnderLoadMeasured,
): Converted & { processMs: number } {
  const origin = { runId: run.id, recordedAt: new Date().toISOString(), raw };
  const period = { startedAt, durationMs: performance.now() - beganMs };
  const found = (id: string): Measured => unmeasured.get(id) ?? { ...measuredOf(id), period };
  return { records: checks.map(({ id }) => recordOf(id, found(id), origin)), problems, processMs };
}
