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
  }
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

function scoreInWords(actuals: NonNullable<CapacitySource['production']>['actuals']): string {
  if (actuals.length === 0)
    return 'no forecast was held against production yet: "gonogo forecast actual" records what it took';
  const inside = actuals.filter(isInside).length;
  return `${inside} of ${actuals.length} actual figures of production lay inside their 95 % intervals`;
}

function ms(value: number): string {
  return amount(Number(value.toPrecision(3)), 'ms');
}
