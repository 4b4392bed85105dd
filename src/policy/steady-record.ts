import type { Measured } from '../records/evidence.js';
import type { SteadyMeasured } from '../records/load-measured.js';
import type { SteadySource } from '../records/plan.js';
import { fewestSeconds } from '../statistics/growth.js';

/** The shortest that can be judged, and the second that its end has begun: each batch is one second, and the line through them exact. */
const seconds = fewestSeconds + 1;
const requestsEach = 10;

/** A made-up run in which it grows evenly, by so many times what may be. */
export function steadyAs({ metric, atMostPercentPerHour }: SteadySource, times: number): SteadyMeasured {
  // Of the mean of the part that is judged, whose middle is at 15 s.
  const at = (second: number): number => 100 * (1 + ((times * atMostPercentPerHour) / 100) * ((second - 15) / 3600));
  const isOfRequests = metric === 'http_req_duration';
  const each = Array.from({ length: seconds }, (_, second) => second + 0.5);
  const requests = each.map((second): [number, number] => [
    requestsEach,
    requestsEach * (isOfRequests ? at(second) : 100),
  ]);
  const readings = each.map((second): [number, number] => [second, at(second)]);
  const none = { threw: 0, droppedIterations: 0, interruptedIterations: 0, failedRequests: 0 };
  const sent = seconds * requestsEach;
  return {
    ...{ kind: 'steady', requests, unanswered: 0 },
    ...(isOfRequests ? {} : { gauge: [{ process: 'the only one', readings }] }),
    period: { startedAt: '2000-01-01T00:00:00.000Z', durationMs: 1000 * seconds },
    generator: {
      ...{ complete: true, exitCode: 0, iterations: sent, requests: sent, ...none, unsent: { requests: 0, to: [] } },
      lateMs: each.map(() => 1),
    },
  };
}

/** What must never pass, and what is wrong with it. */
export function badSteady(source: SteadySource): [string, Measured][] {
  const good = steadyAs(source, 0);
  const { requests, gauge, generator } = good;
  const fared = (change: Partial<typeof generator>): SteadyMeasured => ({
    ...good,
    generator: { ...generator, ...change },
  });
  const bad: [string, Measured][] = [
    ['growth beyond what may be', steadyAs(source, 1.01)],
    ['less and less load', { ...good, requests: requests.map(([, ms], second) => [second < 15 ? 10 : 5, ms]) }],
    ['no request', { ...good, requests: requests.map(() => [0, 0]) }],
    ['too short a run', { ...fared({ lateMs: generator.lateMs?.slice(0, 20) }), requests: requests.slice(0, 20) }],
    ['load that was never sent', fared({ droppedIterations: 1 })],
    ['iterations cut off', fared({ interruptedIterations: 1 })],
    ['requests that never left', fared({ unsent: { requests: 1, to: [] } })],
    ['requests without an answer', { ...fared({ requests: generator.requests + 50 }), unanswered: 50 }],
    ['a generator that stood still', fared({ lateMs: requests.map(() => null) })],
  ];
  if (gauge === undefined) return bad;
  const holes = gauge.map((one) => ({ ...one, readings: one.readings.filter(([at]) => at < 20) }));
  return [
    ...bad,
    ['a gauge that was not read', { ...good, gauge: [] }],
    ['a gauge that fell silent', { ...good, gauge: holes }],
  ];
}
