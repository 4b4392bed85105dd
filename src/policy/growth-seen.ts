import type { ReasonCode } from '../records/check.js';
import type { SteadyMeasured } from '../records/load-measured.js';
import type { SteadySource } from '../records/plan.js';
import {
  batches,
  batchMeans,
  fewestSeconds,
  growthOf,
  judgedPart,
  lineThrough,
  type Growth,
  type Seen,
} from '../statistics/growth.js';

/** One thing that may not grow: all requests together, or one process. */
export interface Line {
  /** A process by its address and start; undefined: there is one line only. */
  process: string | undefined;
  means: number[];
  growth: Growth;
}

export interface GrowthSeen {
  /** For how long load lasted, in seconds. */
  seconds: number;
  batchSeconds: number;
  lines: [Line, ...Line[]];
  /** By which share of itself the load rose over the judged part. */
  loadRose: number;
  /** How far up the line through the generator's own lateness leads over the judged part. Infinity: nobody knows. */
  latenessRoseMs: number;
}

interface Flaw {
  reasonCode: ReasonCode;
  message: string;
}

/** The load has to last to at least this part of the time: what comes after it are single slow answers. */
const leastLoaded = 0.9;

/**
 * What grew in a run, by how much, of the batches of its judged part; or why that cannot be told. Each process has a mean of
 * its own, and the lower bounds of several share the error: any of them can fail the check.
 */
export function growthSeen(measured: SteadyMeasured, { metric }: SteadySource): GrowthSeen | Flaw {
  const flaw = countsFlaw(measured);
  if (flaw !== undefined) return flaw;
  const { requests, gauge, generator } = measured;
  const seconds = loadedSeconds(requests.map(([count]) => count));
  if (seconds < fewestSeconds)
    return {
      reasonCode: 'too-few-samples',
      message: `Load lasted ${seconds} s, and what grows takes at least ${fewestSeconds} s to be told from what does not.`,
    };
  if (seconds < leastLoaded * requests.length)
    return {
      reasonCode: 'too-few-samples',
      message: `Load was over after ${seconds} of ${requests.length} s: let the script hold it to its end.`,
    };
  const { batchSeconds } = judgedPart(seconds);
  const rise = (values: readonly (number | undefined)[]): number => batches * lineThrough(known(values)).slope;
  const bySecond = (of: (second: number) => Omit<Seen, 'at'>): (number | undefined)[] => {
    const seen = requests.map((_, second) => ({ at: second + 0.5, ...of(second) }));
    return batchMeans(seen, seconds);
  };
  const rates = bySecond((second) => ({ count: 1, sum: requests[second]?.[0] as number }));
  const late = bySecond((second) => ({ count: 1, sum: generator.lateMs?.[second] ?? Infinity }));
  const all =
    metric === 'http_req_duration'
      ? [{ process: undefined, seen: requests.map(([count, sum], second) => ({ at: second + 0.5, count, sum })) }]
      : (gauge ?? []).map(({ process, readings }) => ({
          process,
          seen: readings.map(([at, sum]) => ({ at, count: 1, sum })),
        }));
  const error = { lower: 0.05 / Math.max(1, all.length), upper: 0.05 };
  const lines: Line[] = [];
  for (const { process, seen } of all) {
    const found = batchMeans(seen, seconds);
    const hole = found.findIndex((mean) => mean === undefined);
    if (hole !== -1) return holeIn(metric, process, hole, seconds);
    const means = known(found);
    if (!(lineThrough(means).mean > 0) || means.some((mean) => !Number.isFinite(mean)))
      return {
        reasonCode: 'invalid-number',
        message: `${metric} is ${lineThrough(means).mean} on average: of that there is no share that it grows by.`,
      };
    lines.push({ process, means, growth: growthOf(means, batchSeconds, error) });
  }
  const [first, ...others] = lines;
  if (first === undefined) return { reasonCode: 'no-evidence', message: `${metric} was not read.` };
  const latenessRoseMs = late.every((ms) => ms !== undefined && Number.isFinite(ms)) ? rise(late) : Infinity;
  const loadRose = rise(rates) / lineThrough(known(rates)).mean;
  return { seconds, batchSeconds, lines: [first, ...others], loadRose, latenessRoseMs };
}

/** Figures that contradict each other; undefined: they add up. */
function countsFlaw({ requests, unanswered, generator }: SteadyMeasured): Flaw | undefined {
  const answered = requests.reduce((sum, [count]) => sum + count, 0);
  if (answered === 0) return { reasonCode: 'zero-samples', message: 'No request was answered.' };
  const disagree = (message: string): Flaw => ({ reasonCode: 'counts-disagree', message });
  if (requests.some(([count, sumMs]) => count === 0 && sumMs > 0))
    return disagree('A second has durations of no requests.');
  if (answered + unanswered > generator.requests)
    return disagree(
      `Its seconds hold ${answered + unanswered} requests, and ${generator.requests} are counted in all.`,
    );
  const { lateMs } = generator;
  if (lateMs !== undefined && lateMs.length !== requests.length)
    return disagree(
      `How late the generator was is told of ${lateMs.length} seconds, and ${requests.length} are counted.`,
    );
  return undefined;
}

/**
 * Until the last second with at least half as many requests as a usual one, which is only begun itself: what is answered later
 * was sent before.
 */
function loadedSeconds(counts: readonly number[]): number {
  const usual = counts.toSorted((a, b) => a - b)[Math.floor(counts.length / 2)] as number;
  return counts.findLastIndex((count) => count >= usual / 2);
}

function holeIn(metric: string, process: string | undefined, batch: number, seconds: number): Flaw {
  const { from, batchSeconds } = judgedPart(seconds);
  const [start, end] = [from + batch * batchSeconds, from + (batch + 1) * batchSeconds].map(Math.round);
  const of = process === undefined ? '' : ` of the process with ${process}`;
  return { reasonCode: 'no-evidence', message: `Nothing is known of ${metric}${of} from ${start} s to ${end} s.` };
}

function known(values: readonly (number | undefined)[]): number[] {
  return values.filter((value) => value !== undefined);
}
