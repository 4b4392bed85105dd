import type { CapacityMeasured } from '../records/load-measured.js';
import type { Forecast } from '../records/forecast.js';
import { amount, figure } from '../records/figure.js';
import type { CapacitySource } from '../records/plan.js';
import {
  fewestLoads,
  fewestRuns,
  forecastAt,
  leastSpan,
  reach,
  type ForecastAtLoad,
} from '../statistics/scalability-forecast.js';
import { inFlight, type Curve, type LoadPoint } from '../statistics/scalability.js';
import { flowOfRun } from './flow-of-run.js';
import { judgedStep } from './outcome-of-capacity.js';
import { busyProcessors, demandOf, type Demand } from './utilisation.js';

type Production = NonNullable<CapacitySource['production']>;

/** What the runs that look for a script's capacity foretell of production, or why they do not. */
export type Foretold = {
  runs: LoadPoint[];
  leftOut: { load: number; why: string }[];
  /** What a request takes of the processors. Undefined: nothing is foretold, or staging does not tell. */
  demand: Demand | undefined;
} & ({ kind: 'told'; meanMs: Forecast['meanMs']; curve: Curve } | { kind: 'withheld'; why: string });

/**
 * How long production's requests will take on average under what it is expected to take, with each part of it that is as
 * large as staging under its share. It decides nothing.
 * @returns undefined: nobody says what production is expected to take.
 */
export function forecastOf({ steps }: CapacityMeasured, source: CapacitySource, runId: string): Foretold | undefined {
  if (source.production === undefined) return undefined;
  const { requestsPerSecond, timesStaging } = source.production;
  const looked = steps.map((step, at) => ({
    step,
    found: at === 0 ? 'the first run warms staging up' : flowOfRun(step, judgedStep(step, source)),
  }));
  const leftOut = looked.flatMap(({ step, found }) =>
    typeof found === 'string' ? [{ load: step.load, why: found }] : [],
  );
  const used = looked.flatMap(({ step, found }) => (typeof found === 'string' ? [] : [{ step, ...found }]));
  const runs = used.map(({ perSecond, meanMs }) => ({ perSecond: figure(perSecond), meanMs: figure(meanMs) }));
  const each = requestsPerSecond / timesStaging;
  const told = forecastAt(runs, each, seedOf(runId, source.file));
  if (told.kind !== 'told')
    return { kind: 'withheld', runs, leftOut, demand: undefined, why: whyNot(told, runs, each) };
  const demand = demandOf(used);
  const lack = lackOf(demand, source.production);
  if (lack !== undefined) return { kind: 'withheld', runs, leftOut, demand, why: lack };
  const { low, middle, high } = told.meanMs;
  const meanMs = { low: figure(low), middle: figure(middle), high: figure(high) };
  return { kind: 'told', runs, leftOut, demand, curve: told.curve, meanMs };
}

/** What the forecast of a run is for another load: the same runs, and the same dice. */
export function forecastForLoad({ runs, runId, script, timesStaging }: Forecast, requestsPerSecond: number): Foretold {
  const each = requestsPerSecond / timesStaging;
  const told = forecastAt(runs, each, seedOf(runId, script));
  const rest = { runs, leftOut: [], demand: undefined };
  if (told.kind !== 'told') return { kind: 'withheld', ...rest, why: whyNot(told, runs, each) };
  return { kind: 'told', ...rest, curve: told.curve, meanMs: told.meanMs };
}

function seedOf(runId: string, script: string): string {
  return `${runId} ${script}`;
}

/** What needs more processors than there are will not be, whatever the curve says. */
function lackOf(demand: Demand | undefined, { requestsPerSecond, processors }: Production): string | undefined {
  if (demand?.kind !== 'known' || processors === undefined) return undefined;
  const busy = busyProcessors(requestsPerSecond, demand.ms);
  if (busy <= processors) return undefined;
  return `by the utilisation law they take ${amount(busy, '1')} processors, ${amount(demand.ms, 'ms')} each, and production has ${amount(processors, '1')}`;
}

function whyNot(
  { kind }: Exclude<ForecastAtLoad, { kind: 'told' }>,
  runs: readonly LoadPoint[],
  perSecond: number,
): string {
  const flying = runs.map(inFlight);
  const measured = `${amount(Math.min(...flying), '1')} to ${amount(Math.max(...flying), '1')} requests in flight were measured`;
  const asked = `${amount(perSecond, '1')} requests/s on each part as large as staging`;
  switch (kind) {
    case 'too-few-runs':
      return `${runs.length} runs can be used, and ${fewestRuns} are needed`;
    case 'too-few-loads':
      return `the runs have fewer than ${fewestLoads} loads that differ by a tenth`;
    case 'too-narrow':
      return `the largest load of the runs is less than ${leastSpan} times the smallest`;
    case 'no-curve':
      return 'no curve of the Universal Scalability Law fits the runs';
    case 'beyond-peak':
      return `${asked} are more than the curve can carry`;
    case 'too-much':
      return `${asked} lie beyond ${reach} times what was measured: ${measured}`;
    case 'too-much-perhaps':
      return `by the upper end of the interval ${asked} lie beyond ${reach} times what was measured, or beyond what can be carried: ${measured}`;
    case 'too-little':
      return `${asked} lie below what was measured: ${measured}`;
  }
}
