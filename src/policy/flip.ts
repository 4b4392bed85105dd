import type { LimitMeasured } from '../records/load-measured.js';
import type { EvidenceRecord } from '../records/evidence.js';
import { allowedShare, countAgainst } from '../records/limit-share.js';
import type { PlannedCheck } from '../records/plan.js';
import { verdictOfCounts, type LimitDecision } from '../statistics/limit-decision.js';
import { designEffect, type Block } from '../statistics/design-effect.js';
import type { JudgingContext } from './context.js';
import { judgeCheck } from './judge-check.js';

/** Where a limit's outcome would be another one. Everything counts samples on the wrong side of the limit. */
export interface LimitFlips {
  samples: number;
  wrong: number;
  /** The share that may be wrong. */
  share: number;
  decision: LimitDecision;
  /** It would fail from so many on. Undefined: however many, for a reason that is no matter of counts. */
  failsFrom: number | undefined;
  /** It would pass with up to so many. Undefined: with none at all. */
  passesUpTo: number | undefined;
}

/**
 * At which counts a limit's outcome would turn, found by bisection with the very function that judges the check, age and
 * problems of its evidence included. The samples are taken to hang together within seconds as those that were measured do:
 * their design effect stays. The generator is taken to have been on time: how late it may be depends on how far beyond the
 * limit it measured.
 * Undefined for what is no question of shares: a sum, or no measurement.
 */
export function flipsOfLimit(
  check: PlannedCheck,
  record: EvidenceRecord,
  context: JudgingContext,
): LimitFlips | undefined {
  const { measured } = record;
  if (check.source.kind !== 'limit' || measured.kind !== 'limit') return undefined;
  const { rule } = check.source.limit;
  const share = allowedShare(rule);
  if (share === undefined) return undefined;
  const { samples, beyond: wrong } = countAgainst(rule, { samples: measured.samples, beyond: measured.beyond });
  const blocks = measured.blocks.map((block) => countAgainst(rule, block));

  const outcomeWith = (count: number): string => {
    const blocksThen = count === wrong ? blocks : alike(blocks, count);
    const then: LimitMeasured = {
      ...measured,
      generator: { ...measured.generator, lateMs: measured.generator.lateMs?.map(() => 0) },
      beyond: countAgainst(rule, { samples, beyond: count }).beyond,
      blocks: blocksThen.map((block) => countAgainst(rule, block)),
    };
    return judgeCheck(check, { ...record, measured: then }, context).outcome;
  };
  const notPassedFrom = turn(samples, wrong, (count) => outcomeWith(count) !== 'passed');
  return {
    ...{ samples, wrong, share },
    decision: verdictOfCounts({ samples, beyond: wrong, share, blocks }),
    failsFrom: turn(samples, wrong, (count) => outcomeWith(count) === 'failed'),
    passesUpTo: notPassedFrom === 0 ? undefined : (notPassedFrom ?? samples + 1) - 1,
  };
}

/**
 * The count, from 0 to `most`, from which on something holds: on the side of what was `seen`, so that the answer starts
 * from it. Undefined: not even for all.
 */
function turn(most: number, seen: number, holds: (count: number) => boolean): number | undefined {
  let [low, high] = holds(seen) ? [0, seen] : [seen, most];
  if (holds(low)) return low;
  if (!holds(high)) return undefined;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (holds(middle)) high = middle;
    else low = middle;
  }
  return high;
}

/** The same seconds with `count` wrong samples in all, as much in bursts as those that were seen: by the design effect. */
function alike(blocks: readonly Block[], count: number): Block[] {
  const measured = designEffect(blocks);
  let [low, high] = [0, 1];
  for (let step = 0; step < 12; step += 1) {
    const middle = (low + high) / 2;
    if (designEffect(spread(blocks, count, middle)) > measured) high = middle;
    else low = middle;
  }
  return spread(blocks, count, low);
}

/**
 * The same seconds with `count` wrong samples in all. `bursts` of them, a part from 0 to 1, grow or shrink with what each
 * second had, up to all of its samples; the rest is spread evenly over all samples that are left. Whole numbers that add
 * up exactly, by rounding the running total.
 */
export function spread(blocks: readonly Block[], count: number, bursts: number): Block[] {
  const seen = blocks.reduce((sum, { beyond }) => sum + beyond, 0);
  const parts = blocks.map(({ samples, beyond }) => ({
    samples,
    inBursts: seen === 0 ? 0 : bursts * Math.min(samples, (beyond * count) / seen),
  }));
  const left = count - parts.reduce((sum, { inBursts }) => sum + inBursts, 0);
  const free = parts.reduce((sum, { samples, inBursts }) => sum + samples - inBursts, 0);
  let total = 0;
  let given = 0;
  return parts.map(({ samples, inBursts }) => {
    total += inBursts + (free <= 0 ? 0 : (left * (samples - inBursts)) / free);
    // Binary dust below a whole number must not cost one.
    const beyond = Math.floor(total + 1e-6) - given;
    given += beyond;
    return { samples, beyond };
  });
}
