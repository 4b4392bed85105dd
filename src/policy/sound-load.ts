import type { Limit } from '../records/limit.js';
import { metricKey } from '../records/limit-tightening.js';
import { fellShort, type Judgement } from './judgement.js';
import type { LimitMeasured } from '../records/load-measured.js';
import { countFlaw, generatorFlaw } from './limit-flaws.js';

/** What is known of a load measurement however it is judged. */
export type LoadFacts = Pick<Judgement, 'durationMs' | 'expected' | 'actual'>;

/**
 * What was found in load, as far as it was soundly measured. Counts that contradict themselves are believed in nothing. A
 * generator that fell short proves no pass; a failure that it did prove stays one, unless the shortfall itself could be the
 * cause.
 */
export function ifSound(
  measured: LimitMeasured,
  { limit, tool }: { limit: Limit; tool: 'k6' | 'autocannon' },
  facts: LoadFacts,
  judge: () => Judgement,
): Judgement {
  const flaw = countFlaw(measured, limit);
  if (flaw !== undefined) return fellShort(flaw.reasonCode, flaw.message, facts);
  const found = measured.samples === 0 ? undefined : judge();
  const shortfall = generatorFlaw(measured, tool);
  if (shortfall !== undefined) {
    const proven = found?.outcome === 'failed' && !shortfall.mayCause(limit);
    return proven ? found : fellShort(shortfall.reasonCode, shortfall.message, facts);
  }
  if (found === undefined)
    return fellShort('zero-samples', `${metricKey(limit)} got no sample, so ${limit.expression} says nothing.`, facts);
  return found;
}
