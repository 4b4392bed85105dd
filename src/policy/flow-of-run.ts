import type { CapacityMeasured } from '../records/load-measured.js';
import { amount, percent } from '../records/figure.js';
import { inFlight, type LoadPoint } from '../statistics/scalability.js';
import type { JudgedStep } from './outcome-of-capacity.js';

type Step = CapacityMeasured['steps'][number];
type Seconds = NonNullable<Step['flow']>['seconds'];

/** Fewer whole seconds are not worth a mean. */
const fewestSeconds = 5;
const mostFailed = 0.01;
/** By so much, and by four standard errors of a count, the two halves of a run may differ. */
const unsteady = 0.2;
/** What k6 had in flight may differ by so much from what Little's law says: it looks once a second, and always at the same moment of its schedule. */
const apart = 0.25;

/**
 * One run as a point of the curve: its throughput and mean time, over its whole seconds. Or why it is none: what failed was
 * not served, what changes all the time has no mean, and a generator that fell short has measured itself.
 */
export function flowOfRun({ limits, flow }: Step, { why }: Pick<JudgedStep, 'why'>): LoadPoint | string {
  if (flow === undefined) return 'how its requests came and went was not kept';
  if (why?.reasonCode === 'generator-saturated') return 'the generator was at its end';
  for (const { generator } of limits) {
    const { complete, threw, droppedIterations, interruptedIterations, unsent, requests, failedRequests } = generator;
    if (!complete) return 'it did not come to its end';
    if (threw + droppedIterations + interruptedIterations + unsent.requests > 0)
      return 'not all that was due was sent and answered';
    if (failedRequests > mostFailed * requests) return `${percent(failedRequests / requests)} of its requests failed`;
  }
  const whole = wholeSeconds(flow.seconds);
  if (whole.length < fewestSeconds) return `it has ${whole.length} whole seconds, and ${fewestSeconds} are needed`;
  const [first, second] = [requestsIn(whole.slice(0, whole.length / 2)), requestsIn(whole.slice(-whole.length / 2))];
  if (Math.abs(first - second) > (unsteady * (first + second)) / 2 + 4 * Math.sqrt(first + second))
    return `its load was not the same all the time: ${first} requests in its first half, ${second} in its second`;
  const requests = requestsIn(whole);
  const sumMs = whole.reduce((sum, one) => sum + one.sumMs, 0);
  if (!(sumMs > 0)) return 'no request took any time';
  const point = { perSecond: requests / whole.length, meanMs: sumMs / requests };
  return contradiction(point, whole, flow.scenarios) ?? point;
}

/** Without the first and the last that hold a request: load began and ended in the middle of them. */
function wholeSeconds(seconds: Seconds): Seconds {
  const first = seconds.findIndex(({ requests }) => requests > 0);
  const last = seconds.findLastIndex(({ requests }) => requests > 0);
  return first === -1 ? [] : seconds.slice(first + 1, last);
}

function requestsIn(seconds: Seconds): number {
  return seconds.reduce((sum, { requests }) => sum + requests, 0);
}

/** Little's law says how many are in flight on average; k6 counts virtual users that are in the middle of something. */
function contradiction(point: LoadPoint, whole: Seconds, scenarios: number): string | undefined {
  const seen = whole.flatMap(({ activeVUs }) => activeVUs ?? []);
  if (seen.length < whole.length / 2) return 'k6 does not tell how many virtual users were active';
  const active = seen.reduce((sum, one) => sum + one, 0) / seen.length;
  const flying = inFlight(point);
  if (Math.abs(active - flying) <= Math.max(scenarios, apart * flying)) return undefined;
  return `k6 had ${amount(active, '1')} virtual users active, and by Little's law ${amount(flying, '1')} requests were in flight: it waits between requests, sends several at once, or was not steady`;
}
