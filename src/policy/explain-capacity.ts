import type { CapacityMeasured } from '../records/load-measured.js';
import { amount } from '../records/figure.js';
import type { CapacitySource } from '../records/plan.js';
import { capacityOf, confirmations } from '../statistics/capacity.js';
import type { Said } from './explain-limit.js';
import { judgedStep, loadOf } from './outcome-of-capacity.js';
import { demandMsOf } from './utilisation.js';

type Step = CapacityMeasured['steps'][number];

/** How the capacity was looked for: each run, and what it lies between. */
export function* explainCapacity(source: CapacitySource, { steps }: CapacityMeasured): Generator<Said> {
  const { atLeast, limits } = source;
  yield [
    'rule',
    `at least ${loadOf(atLeast, source)}, with ${limits.length} limits kept ${confirmations} times and never exceeded below`,
  ];
  const judged = steps.map((step) => judgedStep(step, source));
  for (const [at, { load, found, why }] of judged.entries()) {
    const under = `${loadOf(load, source)}${demandInWords(steps[at])}`;
    yield [found, why === undefined ? under : `${under}: ${why.message}`];
  }
  yield* explainUnread(source, steps);
  const { confirmed, stoppedAt } = capacityOf(judged);
  const from = confirmed === undefined ? 'nothing that was kept three times' : loadOf(confirmed, source);
  const to = stoppedAt === undefined ? 'what was not tried' : loadOf(stoppedAt.load, source);
  yield ['interval', `between ${from} and ${to}`];
}

/** Nothing where staging does not tell. */
function demandInWords(step: Step | undefined): string {
  const ms = step === undefined ? undefined : demandMsOf(step);
  return ms === undefined ? '' : `, ${amount(ms, 'ms')} of processor time a request`;
}

/** The first is enough: mostly it is the same for all. */
function* explainUnread(source: CapacitySource, steps: readonly Step[]): Generator<Said> {
  for (const { load, processors } of steps)
    if (processors !== undefined && 'unread' in processors) {
      yield ['not read', `its processor time under ${loadOf(load, source)}: ${processors.unread}`];
      return;
    }
}
