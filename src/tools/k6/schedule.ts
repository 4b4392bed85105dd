import type { K6Scenario } from './inspection.js';

/** A stretch of time in which a scenario's rate, in iterations per second, moves evenly. */
interface Stretch {
  from: number;
  to: number;
  rateFrom: number;
  rateTo: number;
}

/** What a scenario will do. Closed loops have no known number of iterations, nor rate. */
export interface ScenarioSchedule {
  /** Seconds after the start of the test at which it ends, without k6's grace for the last iterations. */
  endsAt: number;
  iterations: number | undefined;
  stretches: Stretch[];
}

// k6's own limit where a scenario of so many iterations names none.
const defaultMaxDuration = 600;

/** Reckons a scenario's schedule from its options, with k6's defaults. */
export function scheduleOf(scenario: K6Scenario): ScenarioSchedule {
  const startsAt = scenario.startTime ?? 0;
  switch (scenario.executor) {
    case 'constant-arrival-rate': {
      const rate = scenario.rate / (scenario.timeUnit ?? 1);
      return open([{ from: startsAt, to: startsAt + scenario.duration, rateFrom: rate, rateTo: rate }], startsAt);
    }
    case 'ramping-arrival-rate': {
      const unit = scenario.timeUnit ?? 1;
      let from = startsAt;
      let rateFrom = (scenario.startRate ?? 0) / unit;
      const stretches = scenario.stages.map(({ duration, target }) => {
        const stretch = { from, to: from + duration, rateFrom, rateTo: target / unit };
        from = stretch.to;
        rateFrom = stretch.rateTo;
        return stretch;
      });
      return open(stretches, startsAt);
    }
    case 'constant-vus':
    case 'externally-controlled':
      return closed(startsAt + scenario.duration, undefined);
    case 'ramping-vus':
      return closed(startsAt + scenario.stages.reduce((sum, { duration }) => sum + duration, 0), undefined);
    case 'shared-iterations':
      return closed(startsAt + (scenario.maxDuration ?? defaultMaxDuration), scenario.iterations ?? 1);
    case 'per-vu-iterations':
      return closed(
        startsAt + (scenario.maxDuration ?? defaultMaxDuration),
        (scenario.iterations ?? 1) * (scenario.vus ?? 1),
      );
  }
}

function open(stretches: Stretch[], startsAt: number): ScenarioSchedule {
  const iterations = stretches.reduce(
    (sum, { from, to, rateFrom, rateTo }) => sum + ((rateFrom + rateTo) / 2) * (to - from),
    0,
  );
  return { endsAt: stretches.at(-1)?.to ?? startsAt, iterations: Math.floor(iterations + 1e-9), stretches };
}

function closed(endsAt: number, iterations: number | undefined): ScenarioSchedule {
  return { endsAt, iterations, stretches: [] };
}

/** The highest rate of all scenarios together, in iterations per second; undefined where none has a rate. */
export function peakRate(schedules: readonly ScenarioSchedule[]): number | undefined {
  const stretches = schedules.flatMap((schedule) => schedule.stretches);
  // Rates move evenly between the ends of stretches, so the highest sum is just before or just after one of them.
  const sums = stretches
    .flatMap(({ from, to }) => [from, to])
    .flatMap((time) => [rateAt(time, false), rateAt(time, true)]);
  const peak = Math.max(0, ...sums);
  return peak > 0 ? peak : undefined;

  function rateAt(time: number, after: boolean): number {
    return stretches
      .filter(({ from, to }) => (after ? from <= time && time < to : from < time && time <= to))
      .reduce(
        (sum, { from, to, rateFrom, rateTo }) => sum + rateFrom + ((rateTo - rateFrom) * (time - from)) / (to - from),
        0,
      );
  }
}
