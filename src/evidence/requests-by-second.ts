import type { SteadyMeasured } from '../records/load-measured.js';
import type { LoadEvidence } from '../records/load-evidence.js';

/** By second of k6's clock, the requests of all its scenarios that were answered. What setup and teardown ask is no load. */
export function requestsBySecond({
  series,
}: Extract<LoadEvidence, { tool: 'k6' }>): Pick<SteadyMeasured, 'requests' | 'unanswered'> {
  const requests: [count: number, sumMs: number][] = [];
  let unanswered = 0;
  for (const { scenario, status, requests: asked, durations } of series) {
    if (scenario === '') continue;
    if (status === 'none') unanswered += asked;
    if (status === 'none' || durations === undefined) continue;
    for (const [second, [count, sumMs]] of durations.seconds.entries()) {
      const [counted, summedMs] = requests[second] ?? [0, 0];
      requests[second] = [counted + count, summedMs + sumMs];
    }
  }
  return { requests, unanswered };
}
