import { setTimeout as pause } from 'node:timers/promises';
import type { Finding } from '../finding.js';
import { figureOf, type FigureSource } from './figure.js';

/** Work that nobody waits for: a queue's worker, a cron job, what keeps a search index fresh. */
export type BackgroundJob = FigureSource & {
  /** As reports call it: `the worker of the mail queue`. */
  name: string;
  /** Seconds within which its figure moves when it is well. What is counted is work that was done, or its last moment. */
  withinS: number;
};

export interface BackgroundWatch {
  /** Waits until all have moved, and says which did not in their time. */
  moved(): Promise<Finding[]>;
}

const askLimitMs = 5_000;
const pauseMs = 200;

/**
 * Reads each job's figure now; `moved()` reads them again. In between a test does what gives them work, where they do
 * not work by the clock.
 * @throws SetupError when a figure cannot be read, now or later.
 */
export async function watchBackgroundWork(jobs: readonly BackgroundJob[]): Promise<BackgroundWatch> {
  const first: Reading[] = [];
  // One after the other: asked in step, two jobs could get each other's replica each time.
  for (const job of jobs) first.push({ job, figure: await figureOf(job, askLimitMs) });
  return { moved: () => stillAfter(first) };
}

interface Reading {
  job: BackgroundJob;
  /** By series: two replicas behind one address tell of one each. */
  figure: Map<string, string>;
}

async function stillAfter(first: readonly Reading[]): Promise<Finding[]> {
  const start = performance.now();
  const findings: Finding[] = [];
  for (let still = [...first]; still.length > 0;) {
    const elapsedMs = performance.now() - start;
    const unmoved: Reading[] = [];
    for (const reading of still) {
      if (isMoved(reading.figure, await figureOf(reading.job, askLimitMs))) continue;
      if (elapsedMs >= reading.job.withinS * 1000) findings.push(findingOf(reading));
      else unmoved.push(reading);
    }
    still = unmoved;
    if (still.length > 0) await pause(pauseMs);
  }
  return findings;
}

/** A restart begins at nought again: that is a move too, since something has been at work. What is new is kept. */
function isMoved(before: Map<string, string>, now: Map<string, string>): boolean {
  const moved = [...now].some(([series, value]) => before.has(series) && before.get(series) !== value);
  for (const [series, value] of now) if (!before.has(series)) before.set(series, value);
  return moved;
}

function findingOf({ job, figure }: Reading): Finding {
  const { host, pathname } = new URL(job.url);
  return {
    what: `${job.name} does not work`,
    expected: `${'metric' in job ? job.metric : job.pointer} of ${host}${pathname} moves within ${job.withinS} s`,
    actual: `${[...figure.values()].toSorted().join(', ')} all the time`,
    advice: 'See whether it runs, and what it waits for: customers get nothing of what it does.',
  };
}
