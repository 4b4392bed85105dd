import type { CapacityMeasured, Flow } from '../records/load-measured.js';
import type { CapacitySource } from '../records/plan.js';
import { meanMsAt, type Curve } from '../statistics/scalability.js';
import { comparedWith } from './compared.test-data.js';
import { measuredAs } from './good-record.js';

type Step = CapacityMeasured['steps'][number];

const { limit, file } = comparedWith([]);
const production = {
  ...{ requestsPerSecond: 120, timesStaging: 2, reason: 'four replicas instead of two' },
  actuals: [],
};
export const source: CapacitySource = {
  ...{ kind: 'capacity', file, tool: 'k6', atLeast: 1, most: 16, peakRate: 10 },
  limits: [{ check: 'load/rush/p95', limit }],
  production,
};

/** One server with a queue, whose requests take 10 ms alone. */
export const server: Curve = { aloneMs: 10, waitingMs: 10, crosstalkMs: 0 };

/** A run in which so many requests a second took so long on average; the first and the last second were not whole. */
export function runAt(load: number, perSecond: number, meanMs: number, seconds = 10): Step {
  const whole = { requests: perSecond, sumMs: perSecond * meanMs, activeVUs: (perSecond * meanMs) / 1000 };
  const partial = { requests: 1, sumMs: 5000, activeVUs: null };
  const flow: Flow = {
    scenarios: 1,
    seconds: [partial, ...Array.from({ length: seconds }, () => whole), partial],
  };
  return { load, limits: [measuredAs({ limit }, 20)], flow };
}

/** A search for the capacity of that server: a first run on a cold one, then errors of some per cent, the same each time. */
export function runsOf(curve: Curve = server): Step[] {
  const errors = [1.5, 1.02, 0.97, 1.01, 1.03, 0.98, 0.99, 1.02, 0.96, 1.01];
  return [1, 1, 1.5, 2.25, 3.38, 5.07, 7.6, 6.2, 6.2, 6.2].map((load, i) => {
    const perSecond = Math.round(10 * load);
    return runAt(load, perSecond, (errors[i] as number) * meanMsAt(curve, perSecond));
  });
}

export const measuredOf = (steps: readonly Step[]): CapacityMeasured => ({ kind: 'capacity', steps: [...steps] });
