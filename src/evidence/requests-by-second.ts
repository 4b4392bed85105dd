import type { SteadyMeasured } from '../records/load-measured.js';
import type { LoadEvidence } from '../records/load-evidence.js';
import { furtherSteps } from '../records/load-series.js';

type K6Evidence = Extract<LoadEvidence, { tool: 'k6' }>;
type Series = K6Evidence['series'][number];
/** By second of k6's clock: how many ended in it, and the sum of their milliseconds. */
type BySecond = [requests: number, sumMs: number][];

/** All requests of all scenarios: what got no answer was in flight like any other, for as long as its duration says. */
export function requestsBySecond(evidence: K6Evidence): BySecond {
  return bySecond(seriesOfLoad(evidence));
}

/** Those that were answered: how long a refusal or a time-out takes says nothing of whether answers get slower. */
export function answeredBySecond(evidence: K6Evidence): Pick<SteadyMeasured, 'requests' | 'unanswered'> {
  const load = seriesOfLoad(evidence);
  const unanswered = load.filter(({ status }) => status === 'none');
  return {
    requests: bySecond(load.filter(({ status }) => status !== 'none')),
    unanswered: unanswered.reduce((sum, { requests }) => sum + requests, 0),
  };
}

/**
 * What setup and teardown ask is no load. Of what is counted together nobody knows whose it is: setup comes first, while
 * there is room to tell series apart, so that nearly all of it is load.
 */
function seriesOfLoad({ series }: K6Evidence): Series[] {
  return series.filter(({ scenario, step }) => scenario !== '' || step === furtherSteps);
}

function bySecond(series: readonly Series[]): BySecond {
  const all: BySecond = [];
  for (const { durations } of series)
    for (const [second, [requests, ms]] of (durations?.seconds ?? []).entries()) {
      const [counted, summedMs] = all[second] ?? [0, 0];
      all[second] = [counted + requests, summedMs + ms];
    }
  return all;
}
