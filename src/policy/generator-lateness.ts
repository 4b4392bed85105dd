import { amount } from '../records/figure.js';
import { isOfDurations, type Limit } from '../records/limit.js';
import type { LimitMeasured } from '../records/load-measured.js';

type Found = 'passed' | 'failed' | 'neither';

/** Seconds in which the generator itself was too late to be believed, and what they could have made of the counts. */
export interface Lateness {
  /** The counts with those seconds as they are least like what was found. */
  atWorst: LimitMeasured;
  message: string;
}

/** So late are timers on a machine that nothing is wrong with. */
export const calmMs = 2;

/** What a limit is exceeded by is the product's, while the generator was late by less than this part of it. */
export const part = 10;

/** Later than this, the generator did not send in a second what was due in it. */
export const aSecondMs = 1000;

/**
 * What a load generator's own lateness may have made of a limit on a duration. Whatever it measures in a second, it may
 * have seen that much later than it came: an excess has to be proven even if no answer lay beyond the limit in the seconds
 * in which the generator was later than a tenth of the excess. Nor was there the load that a pass is about while it stood
 * still: a pass has to hold even if everything lay beyond the limit in the seconds in which it was later than a second.
 * Judge `atWorst`: if the outcome is another one, nothing is proven. What is not proven anyhow is the generator's matter if it
 * would be a pass without what lay beyond the limit in the seconds in which it was later than a tenth of the limit itself.
 *
 * @param found by the counts as they are; `neither` passed nor failed
 * @returns undefined: no second is in doubt, or the tool does not tell (`generator.lateMs`)
 */
export function latenessOf(measured: LimitMeasured, limit: Limit, found: Found): Lateness | undefined {
  const { rule } = limit;
  const { lateMs } = measured.generator;
  if (lateMs === undefined || !isOfDurations(limit)) return undefined;
  const { observed } = measured;
  // An excess whose size nobody tells is taken to be none.
  const seenMs = found === 'passed' || observed === undefined ? rule.edge : Math.max(rule.edge, observed);
  const { toleratedMs, than } = tolerated(found, limit, seenMs - rule.edge);
  const isLate = lateMs.map((ms) => ms === null || ms > toleratedMs);
  // A sample lies in the second in which it ended, and may have begun as long before as it took.
  const reach = Math.ceil(seenMs / 1000);
  const isInDoubt = isLate.map((_, second) => isLate.slice(Math.max(0, second - reach), second + 1).includes(true));
  if (!isInDoubt.includes(true)) return undefined;

  // What got no answer lies beyond the limit by that, and not by how late the generator was.
  const blocks = measured.blocks.map(({ samples, beyond, unanswered = 0 }, second) => {
    if (isInDoubt[second] !== true) return { samples, beyond };
    return { samples, beyond: found === 'passed' ? samples : unanswered };
  });
  const late = isLate.filter(Boolean).length;
  return {
    atWorst: { ...measured, blocks, beyond: blocks.reduce((sum, { beyond }) => sum + beyond, 0) },
    message:
      `The load generator itself was late by ${latenessInWords(lateMs)}; in ${late} of ${lateMs.length} seconds later ${than}. ` +
      'Give it processors of its own, or another machine.',
  };
}

/** How late it may be, and what a second says in which it was later. */
function tolerated(found: Found, { rule, expression }: Limit, excessMs: number): { toleratedMs: number; than: string } {
  switch (found) {
    case 'passed':
      return {
        toleratedMs: aSecondMs,
        than: 'than a second: what was due then was not sent then, and proves nothing',
      };
    case 'failed':
      return {
        toleratedMs: Math.max(calmMs, excessMs / part),
        than: `than a tenth of the ${amount(excessMs, 'ms')} by which ${expression} looks exceeded: the rest proves nothing`,
      };
    case 'neither':
      return {
        toleratedMs: Math.max(calmMs, rule.edge / part),
        than: `than a tenth of ${expression}: what lay beyond then may be its own, and the rest keeps the limit`,
      };
  }
}

/** `up to 12.5 ms`, and for how long nobody knows. */
export function latenessInWords(lateMs: readonly (number | null)[]): string {
  const unknown = lateMs.filter((ms) => ms === null).length;
  const known = `up to ${amount(Math.max(0, ...lateMs.filter((ms) => ms !== null)), 'ms')}`;
  return unknown === 0
    ? known
    : `${known}, and not let run at all in ${unknown} ${unknown === 1 ? 'second' : 'seconds'}`;
}
