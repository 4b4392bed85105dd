import type { ReasonCode } from '../records/check.js';
import type { CapacityMeasured } from '../records/load-measured.js';
import { amount } from '../records/figure.js';
import type { CapacitySource } from '../records/plan.js';
import { capacityOf, confirmations, type LoadFound, mostTimes } from '../statistics/capacity.js';
import { times } from './comparison.js';
import { fellShort, passed, type Judgement } from './judgement.js';
import { outcomeOfLimit } from './outcome-of-limit.js';
import type { LoadFacts } from './sound-load.js';

type Step = CapacityMeasured['steps'][number];

/** A run under some load, judged: what kept it from being kept, if anything did. */
export interface JudgedStep {
  load: number;
  found: LoadFound;
  why: Judgement | undefined;
}

/** Every limit is kept, one is exceeded for sure, or neither is proven. A limit that was not measured proves nothing. */
export function judgedStep({ load, limits }: Step, source: CapacitySource): JudgedStep {
  const outcomes = source.limits.map(({ limit }, at) => {
    const measured = limits[at];
    return measured === undefined
      ? fellShort('no-evidence', `${limit.expression} was not measured.`)
      : outcomeOfLimit(measured, limit, source.tool);
  });
  const exceeded = outcomes.find(({ outcome }) => outcome === 'failed');
  const why = exceeded ?? outcomes.find(({ outcome }) => outcome !== 'passed');
  return { load, why, found: exceeded === undefined ? (why === undefined ? 'kept' : 'open') : 'exceeded' };
}

/**
 * Judges how much load is taken. It is enough if that much was kept three times and nothing less was ever not kept; it is
 * too little if a limit was exceeded for sure under no more than is asked for.
 */
export function outcomeOfCapacity({ steps, period }: CapacityMeasured, source: CapacitySource): Judgement {
  const { atLeast, most } = source;
  const judged = steps.map((step) => judgedStep(step, source));
  const { confirmed, stoppedAt } = capacityOf(judged);
  const facts: LoadFacts = {
    durationMs: period === undefined ? 0 : period.durationMs,
    expected: `at least ${loadOf(atLeast, source)}`,
    actual: confirmed === undefined ? undefined : loadOf(confirmed, source),
  };
  const tooMuch = judged.find(({ load, found }) => found === 'exceeded' && load <= atLeast);
  if (tooMuch?.why !== undefined)
    return fellShort('limit-exceeded', `Under ${loadOf(tooMuch.load, source)}: ${tooMuch.why.message}`, facts);
  const stop = judged.find(({ load, found }) => load === stoppedAt?.load && found !== 'kept')?.why;
  if (confirmed === undefined || confirmed < atLeast) {
    const under = stoppedAt === undefined ? '' : `Under ${loadOf(stoppedAt.load, source)}: `;
    const message = stop === undefined ? `It was not kept ${confirmations} times.` : stop.message;
    return fellShort(reasonOf(stop), `${under}${message}`, facts);
  }
  const beyond =
    stop === undefined || stoppedAt === undefined
      ? `More than ${loadOf(most, source)} was not tried: ${most < mostTimes ? 'caps.requestsPerSecond allow no more' : 'it is enough'}.`
      : `Under ${loadOf(stoppedAt.load, source)}: ${stop.message}`;
  const headroom = `${times(confirmed / atLeast)} what is asked for`;
  return passed(`It takes ${loadOf(confirmed, source)}, kept ${confirmations} times: ${headroom}. ${beyond}`, facts);
}

/** A limit that is exceeded only under more than is asked for leaves open whether that much is taken. */
function reasonOf(stop: Judgement | undefined): ReasonCode {
  if (stop?.reasonCode === undefined) return 'too-few-samples';
  return stop.outcome === 'failed' ? 'interval-straddles-limit' : stop.reasonCode;
}

/** `1.5× its load (37.5/s)`. */
export function loadOf(load: number, { peakRate }: CapacitySource): string {
  return `${times(load)} its load (${amount(load * peakRate, '1')}/s)`;
}
