import type { SteadyMeasured } from '../records/load-measured.js';
import { percent } from '../records/figure.js';
import type { SteadySource } from '../records/plan.js';
import { batches, warmUp } from '../statistics/growth.js';
import type { Said } from './explain-limit.js';
import { growthSeen } from './growth-seen.js';
import { boundsOf, levelOf, signed } from './outcome-of-steady.js';

/** How growth was judged: the batches, the line through them, and the slopes at which the outcome would turn. */
export function* explainSteady(source: SteadySource, measured: SteadyMeasured): Generator<Said> {
  const { metric, atMostPercentPerHour } = source;
  const most = atMostPercentPerHour / 100;
  yield [
    'rule',
    `${metric}: at most ${percent(most)} of its mean an hour, for sure at 95 % (least-squares slope of ${batches} batch means after the first ${percent(warmUp)}, Student's t); more for sure at 95 %${metric === 'http_req_duration' ? '' : ', which all processes share'}`,
  ];
  const seen = growthSeen(measured, source);
  if ('reasonCode' in seen) {
    yield ['measured', `nothing that tells: ${seen.message}`];
    return;
  }
  const { seconds, batchSeconds, lines, loadRose } = seen;
  yield [
    'measured',
    `${seconds} s of load, in batches of ${Number(batchSeconds.toPrecision(3))} s; load changed by ${signed(loadRose)}`,
  ];
  for (const { process, means, growth } of lines) {
    if (process !== undefined) yield ['process', process];
    yield ['batches', means.map((mean) => levelOf(mean, source)).join(', ')];
    yield ['interval', `${boundsOf(growth)}; ${percent(most)} may be`];
    const [passes, fails] = [most - (growth.upper - growth.perHour), most + (growth.perHour - growth.lower)];
    yield [
      'flips',
      `it would pass up to ${signed(passes)} an hour; has ${signed(growth.perHour)}; it would fail above ${signed(fails)}`,
    ];
  }
}
