import { amount } from '../records/figure.js';
import type { LimitMeasured } from '../records/load-measured.js';
import { metricKey } from '../records/limit-tightening.js';
import type { ComparisonSource } from '../records/plan.js';
import type { Comparison } from '../statistics/comparison.js';
import type { PairedComparison } from '../statistics/side-by-side.js';
import { aSecondMs, calmMs, part } from './generator-lateness.js';
import { fellShort, passed, type Judgement } from './judgement.js';
import type { LoadFacts } from './sound-load.js';

/** `http_req_duration{name:pay} p(95)`, `process_cpu_seconds_total a request`. */
export function statisticOf({ limit, counter }: Pick<ComparisonSource, 'limit' | 'counter'>): string {
  if (counter !== undefined) return `${counter} a request`;
  return `${metricKey(limit)} ${limit.expression.replace(/[<>=].*$/, '').trim()}`;
}

/** `1.07×`. */
export function times(ratio: number): string {
  return `${ratio.toFixed(2)}×`;
}

/** So few pairs may have no bound at the part of the error that is a metric's. */
export function boundOf(ratio: number | undefined): string {
  return ratio === undefined ? 'any ratio' : times(ratio);
}

/** With stored runs, or in pairs. */
type Compared = Comparison & Partial<PairedComparison>;

/** What the bounds of a comparison say. @param seen what was measured, in words */
export function outcomeOfBounds(compared: Compared, seen: string, facts: LoadFacts): Judgement {
  const { outcome, lower, upper, margin } = compared;
  const [least, most, may] = [boundOf(lower), boundOf(upper), `${times(margin)} may be`];
  switch (outcome) {
    case 'not-worse':
      return passed(`${seen}; 95 % sure of at most ${most} (${may}).`, facts);
    case 'worse':
      return fellShort('slower-than-before', `${seen}; 95 % sure of at least ${least} (${may}).`, facts);
    case 'undecided': {
      const between = `95 % sure of ${least} to ${most}: neither within ${times(margin)} nor beyond it for sure.`;
      return fellShort('interval-straddles-limit', `${seen}; ${between}${wouldDo(compared)}`, facts);
    }
  }
}

/** What would decide it, if noise is what is in the way. */
function wouldDo({ margin, marginThatWouldDo, pairsThatWouldDo }: Compared): string {
  if (marginThatWouldDo === undefined || marginThatWouldDo <= margin) return '';
  const support = `as noisy as these support a margin of ${Math.ceil((marginThatWouldDo - 1) * 100)} %`;
  if (pairsThatWouldDo === undefined) return ` Runs ${support}.`;
  return ` Pairs ${support}, or this one with ${pairsThatWouldDo} pairs.`;
}

/** How late the generator was, and what looks slower by how much. */
export interface ComparedLateness {
  /** For as large a share of the samples as the statistic is of; undefined: the tool does not tell. */
  nowMs: number | undefined;
  /** The same of what it is compared with. */
  usualMs: number;
  /** By which it is beyond the margin. */
  excessMs: number;
}

/**
 * A slow-down that the generator's own lateness may have made. What it is compared with was measured by a late generator,
 * too: only by how much later it was now, it may have made the statistic look worse. Undefined: it is no excuse.
 */
export function excusedByGenerator(
  { nowMs, usualMs, excessMs }: ComparedLateness,
  facts: LoadFacts,
): Judgement | undefined {
  if (nowMs === undefined || nowMs - usualMs <= Math.max(calmMs, excessMs / part)) return undefined;
  const later = Number.isFinite(nowMs)
    ? `${amount(nowMs, 'ms')} late, and usually ${amount(usualMs, 'ms')}`
    : 'not let run';
  const message = `The load generator itself was ${later}: that may be what makes it ${amount(excessMs, 'ms')} worse than the margin. Give it processors of its own, or another machine.`;
  return fellShort('generator-saturated', message, facts);
}

/** While the generator stood still, there was not the load that not being slower is about. Undefined: it did not. */
export function stoodStill({ generator }: Pick<LimitMeasured, 'generator'>, facts: LoadFacts): Judgement | undefined {
  const seconds = generator.lateMs ?? [];
  const still = seconds.filter((ms) => ms === null || ms > aSecondMs).length;
  if (still === 0) return undefined;
  const message = `The load generator itself stood still in ${still} of ${seconds.length} seconds: what was due then was not sent then, and proves nothing.`;
  return fellShort('generator-saturated', message, facts);
}

/** The middle one; of two the larger. A lateness that nobody tells is taken to be none, which excuses nothing. */
export function middleOf(durations: readonly (number | undefined)[]): number {
  const known = durations.map((ms) => (ms === undefined ? 0 : ms)).toSorted((a, b) => a - b);
  const middle = known[Math.floor(known.length / 2)];
  return middle === undefined ? 0 : middle;
}
