import type { CapacityMeasured } from '../records/load-measured.js';

type Step = CapacityMeasured['steps'][number];

/** Half as much again: several times what the demand of equal runs spreads by where others are at work, too (8.5 %). */
const apart = 1.5;
/** Seconds of a run that may be no request's: of reading metrics, and of the ticks of 10 ms that processor time is often told in. */
const besides = 0.02;

/** A run that a forecast is made from. */
export interface RunUsed {
  step: Step;
  perSecond: number;
}

/** What a request takes of staging's processors, or why nobody knows. */
export type Demand =
  | {
      kind: 'known';
      /** The greater of the two, where it is not the same under each load. */
      ms: number;
      /** In the third of the runs with the least load, and in that with the most. Undefined: it is about the same. */
      drift: { lightMs: number; heavyMs: number } | undefined;
    }
  | { kind: 'unknown'; load: number; why: string };

/** What a request of one run took, in ms. Undefined: nobody knows. */
export function demandMsOf(step: Step): number | undefined {
  const work = workOf(step);
  return work === undefined ? undefined : msOf([work]);
}

/**
 * What a request takes of the processors: D of the utilisation law U = X · D (P. J. Denning & J. P. Buzen, "The Operational
 * Analysis of Queueing Network Models", ACM Computing Surveys 10, 1978). A forecast takes the work of a request to be the same
 * under each load: then D is.
 * @param runs at least one
 * @returns undefined: staging does not tell.
 */
export function demandOf(runs: readonly RunUsed[]): Demand | undefined {
  const works: Work[] = [];
  for (const { step } of runs.toSorted((one, other) => one.perSecond - other.perSecond)) {
    const { processors, load } = step;
    if (processors !== undefined && 'unread' in processors) return { kind: 'unknown', load, why: processors.unread };
    const work = workOf(step);
    if (work === undefined) return undefined;
    works.push(work);
  }
  const third = Math.max(1, Math.floor(works.length / 3));
  const [light, heavy] = [works.slice(0, third), works.slice(-third)];
  const [lightMs, heavyMs] = [msOf(light), msOf(heavy)];
  const [less, more] = [Math.min(lightMs, heavyMs), Math.max(lightMs, heavyMs)];
  const slackMs = msOf(light.map(({ requests }) => ({ requests, seconds: besides })));
  if (more - less <= Math.max((apart - 1) * less, slackMs)) return { kind: 'known', ms: msOf(works), drift: undefined };
  return { kind: 'known', ms: more, drift: { lightMs, heavyMs } };
}

/** How many processors are busy on average: U = X · D. */
export function busyProcessors(perSecond: number, demandMs: number): number {
  return (perSecond * demandMs) / 1000;
}

interface Work {
  requests: number;
  seconds: number;
}

function workOf({ processors, limits: [first] }: Step): Work | undefined {
  if (processors === undefined || !('seconds' in processors) || first === undefined) return undefined;
  const { requests } = first.generator;
  return requests === 0 ? undefined : { requests, seconds: processors.seconds };
}

/** Of all runs together. */
function msOf(works: readonly Work[]): number {
  const sum = (of: keyof Work): number => works.reduce((all, work) => all + work[of], 0);
  return (1000 * sum('seconds')) / sum('requests');
}
