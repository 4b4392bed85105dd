import { segmentsOf, type Segment } from '../../records/segments.js';
import type { K6Scenario } from './inspection.js';
import { scheduleOf } from './schedule.js';

/**
 * k6's arguments for a part of a run, as k6-operator has them for its runners. The sequence is the same for all parts:
 * by it k6 divides what does not come out even, so that the parts are the whole.
 */
export function segmentArguments({ nth, of }: Segment): string[] {
  const ends = ['0', ...segmentsOf(of - 1).map((segment) => `${segment.nth}/${of}`), '1'];
  return ['--execution-segment', `${ends[nth - 1]}:${ends[nth]}`, '--execution-segment-sequence', ends.join(',')];
}

/**
 * Into how many even segments a scenario can be divided so that each has an iteration. Of one with fewer virtual users or
 * iterations k6 gives the later segments nothing: the earlier ones send all of it.
 */
export function mostSegmentsOf(scenario: K6Scenario): number {
  const { iterations } = scheduleOf(scenario);
  const vus = virtualUsersOf(scenario);
  return iterations === undefined ? vus : Math.min(vus, iterations);
}

/** With k6's defaults. */
function virtualUsersOf(scenario: K6Scenario): number {
  switch (scenario.executor) {
    case 'constant-arrival-rate':
    case 'ramping-arrival-rate':
      return scenario.maxVUs ?? scenario.preAllocatedVUs;
    case 'ramping-vus':
      return Math.max(scenario.startVUs ?? 1, ...scenario.stages.map(({ target }) => target));
    case 'externally-controlled':
      return scenario.maxVUs ?? scenario.vus ?? 1;
    case 'constant-vus':
    case 'shared-iterations':
    case 'per-vu-iterations':
      return scenario.vus ?? 1;
  }
}
