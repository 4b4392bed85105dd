import type { CapacityMeasured } from '../records/load-measured.js';
import { amount } from '../records/figure.js';
import { isInside } from '../records/forecast.js';
import { isOnThisMachine } from '../records/hosts.js';
import type { CapacitySource, Plan } from '../records/plan.js';
import { inFlight, lawOf, type Curve, type LoadPoint } from '../statistics/scalability.js';
import { reach } from '../statistics/scalability-forecast.js';
import type { Said } from './explain-limit.js';
import { forecastOf } from './forecast.js';
import { loadOf } from './outcome-of-capacity.js';
import { busyProcessors, type Demand } from './utilisation.js';

type Production = NonNullable<CapacitySource['production']>;
type Drift = NonNullable<Extract<Demand, { kind: 'known' }>['drift']>;

/** What a capacity says of production, for people: nothing where staging.config.ts does not say what that is to take. */
export function* explainForecast(
  source: CapacitySource,
  measured: CapacityMeasured,
  { runId, target }: Pick<Plan, 'runId' | 'target'>,
): Generator<Said> {
  const found = forecastOf(measured, source, runId);
  const { production } = source;
  if (found === undefined || production === undefined) return;
  const { requestsPerSecond, timesStaging, reason, actuals } = production;
  const each = requestsPerSecond / timesStaging;
  const asked = `${amount(requestsPerSecond, '1')} requests/s in production`;
  if (found.kind === 'withheld') yield ['forecast', `none for ${asked}: ${found.why}.`];
  else {
    const { low, middle, high } = found.meanMs;
    yield [
      'forecast',
      `${asked} will take ${ms(middle)} on average, 95 % sure of ${ms(low)} to ${ms(high)}, with ${amount(timesStaging * inFlight({ perSecond: requestsPerSecond / timesStaging, meanMs: middle }), '1')} in flight. Advisory: it decides nothing.`,
    ];
    yield ['scale', `${amount(timesStaging, '1')} × staging, ${amount(each, '1')} requests/s on each: ${reason}`];
    yield ['curve', curveInWords(found.curve, found.runs)];
    yield* explainUtilisation(found.demand, source, production);
  }
  if (found.demand?.kind === 'known' && found.demand.drift !== undefined)
    yield ['reservation', driftInWords(found.demand.drift)];
  for (const { load, why } of found.leftOut) yield ['left out', `${loadOf(load, source)}: ${why}`];
  if (isOnThisMachine(target.url))
    yield ['co-located', 'staging shares its machine with what sends the load: of production its figures say less'];
  yield ['score', scoreInWords(actuals)];
}

function curveInWords(curve: Curve, runs: readonly LoadPoint[]): string {
  const { lambda, sigma, kappa, peakInFlight } = lawOf(curve);
  const flying = runs.map(inFlight);
  const [least, most] = [Math.min(...flying), Math.max(...flying)];
  const peak =
    peakInFlight <= reach * most
      ? `its peak is at ${amount(peakInFlight, '1')} in flight`
      : 'its peak lies beyond what can be told';
  return `${runs.length} runs with ${amount(least, '1')} to ${amount(most, '1')} requests in flight; λ ${amount(lambda, '1')}/s, σ ${amount(sigma, '1')}, κ ${amount(kappa, '1')}; ${peak}`;
}

/** U = X · D of production. Nothing where staging does not tell, unless production's processors are waiting for it. */
function* explainUtilisation(
  demand: Demand | undefined,
  source: CapacitySource,
  { requestsPerSecond, processors }: Production,
): Generator<Said> {
  const against = processors === undefined ? '' : `, of production’s ${amount(processors, '1')}`;
  if (demand?.kind === 'known') {
    const busy = `${amount(busyProcessors(requestsPerSecond, demand.ms), '1')} processors`;
    const each = `${ms(demand.ms)} of processor time a request`;
    yield [
      'utilisation',
      `by the utilisation law it takes ${busy} at ${amount(requestsPerSecond, '1')} requests/s${against}: ${each}`,
    ];
  } else if (demand !== undefined)
    yield [
      'utilisation',
      `how many processors it takes is not known. Under ${loadOf(demand.load, source)}: ${demand.why}`,
    ];
  else if (processors !== undefined)
    yield ['utilisation', 'how many processors it takes is not known: staging names no `metrics` that tell'];
}

function driftInWords({ lightMs, heavyMs }: Drift): string {
  const change = heavyMs > lightMs ? 'more' : 'less';
  return `under more load a request takes ${change} of the processors, ${ms(heavyMs)} instead of ${ms(lightMs)}. A forecast takes its work to be the same under each load: believe it less. The greater is reckoned with`;
}

function scoreInWords(actuals: Production['actuals']): string {
  if (actuals.length === 0)
    return 'no forecast was held against production yet: "gonogo forecast actual" records what it took';
  const inside = actuals.filter(isInside).length;
  return `${inside} of ${actuals.length} actual figures of production lay inside their 95 % intervals`;
}

function ms(value: number): string {
  return amount(Number(value.toPrecision(3)), 'ms');
}
