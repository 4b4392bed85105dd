import type { CapacityMeasured } from '../records/load-measured.js';
import type { CapacitySource } from '../records/plan.js';
import { capacityOf, confirmations } from '../statistics/capacity.js';
import type { Said } from './explain-limit.js';
import { judgedStep, loadOf } from './outcome-of-capacity.js';

/** How the capacity was looked for: each run, and what it lies between. */
export function* explainCapacity(source: CapacitySource, { steps }: CapacityMeasured): Generator<Said> {
  const { atLeast, limits } = source;
  yield [
    'rule',
    `at least ${loadOf(atLeast, source)}, with ${limits.length} limits kept ${confirmations} times and never exceeded below`,
  ];
  const judged = steps.map((step) => judgedStep(step, source));
  for (const { load, found, why } of judged)
    yield [found, why === undefined ? loadOf(load, source) : `${loadOf(load, source)}: ${why.message}`];
  const { confirmed, stoppedAt } = capacityOf(judged);
  const from = confirmed === undefined ? 'nothing that was kept three times' : loadOf(confirmed, source);
  const to = stoppedAt === undefined ? 'what was not tried' : loadOf(stoppedAt.load, source);
  yield ['interval', `between ${from} and ${to}`];
}
