import { errorBudget } from '../records/error-budget.js';
import type { EvidenceRecord } from '../records/evidence.js';
import { percent } from '../records/figure.js';
import { isOfDurations, type Limit } from '../records/limit.js';
import { countsAgainst } from '../records/limit-share.js';
import type { LimitMeasured } from '../records/load-measured.js';
import { metricKey } from '../records/limit-tightening.js';
import type { PlannedCheck } from '../records/plan.js';
import type { JudgingContext } from './context.js';
import { flipsOfLimit, type LimitFlips } from './flip.js';
import { latenessInWords } from './generator-lateness.js';

/** A line of an explanation: a word for the margin, and what it says. */
export type Said = readonly [word: string, text: string];

/** A limit's rule in words, the counts it was judged by, and the counts at which its outcome would turn. */
export function* explainLimit(check: PlannedCheck, record: EvidenceRecord, context: JudgingContext): Generator<Said> {
  const { source } = check;
  const { measured } = record;
  if (source.kind !== 'limit' || measured.kind !== 'limit') return;
  const { limit } = source;
  const flips = flipsOfLimit(check, record, context);
  if (flips === undefined) {
    yield ['rule', `${metricKey(limit)} ${limit.expression}: the sum of all samples`];
    yield ['measured', `${measured.sum} in ${measured.samples} samples`];
    yield ['flips', `fails as soon as the sum is not ${limit.expression.replace(/^\s*count\s*/, '')}`];
    return;
  }
  yield ['rule', ruleOf(limit, flips)];
  yield ['measured', `${flips.wrong} of ${flips.samples} samples are on the wrong side`];
  if (flips.share > 0 && flips.share < 1) {
    yield* inference(flips, measured.blocks.length);
    yield* budgetOf(measured, limit, flips);
  }
  const { lateMs } = measured.generator;
  if (lateMs !== undefined && isOfDurations(limit)) yield ['generator', `itself late by ${latenessInWords(lateMs)}`];
  yield ['flips', flipsInWords(flips)];
}

function ruleOf(limit: Limit, { share }: LimitFlips): string {
  const named = `${metricKey(limit)} ${limit.expression}`;
  if (share <= 0) return `${named}: none of the samples may be on the wrong side`;
  return `${named}: at most ${percent(share)} of all samples on the wrong side, proven at 95 % by their counts (exact binomial bounds)`;
}

function* inference({ decision, samples }: LimitFlips, seconds: number): Generator<Said> {
  const { lower, upper, effectiveSamples, needed } = decision;
  const effect = effectiveSamples > 0 ? samples / effectiveSamples : 1;
  yield ['interval', `${percent(lower)} to ${percent(upper)}, each bound at 95 %`];
  yield [
    'n',
    `${samples}, worth ${figure(effectiveSamples)} independent ones (design effect ${figure(effect)}, from ${seconds} seconds); proof takes at least ${needed}`,
  ];
}

/** How much of what may go wrong did, how much that may be in truth. */
function* budgetOf(measured: LimitMeasured, { rule }: Limit, { share, decision }: LimitFlips): Generator<Said> {
  const budget = errorBudget(rule, measured);
  if (budget === undefined) return;
  const { allowed, used, part } = budget;
  const most = percent(decision.upper / share);
  const said = `${percent(part)} of the error budget used (${used} of ${figure(allowed)} samples), 95 % sure of at most ${most}`;
  yield ['budget', `${said}${burst(measured, rule, allowed)}`];
}

/** The second that took the most of the budget, if that is a tenth of it and more. */
function burst({ blocks }: LimitMeasured, rule: Limit['rule'], allowed: number): string {
  const bySecond = countsAgainst(rule, blocks).map(({ beyond }) => beyond);
  const most = Math.max(...bySecond);
  if (most < allowed / 10) return '';
  return `; ${percent(most / allowed)} of it in second ${bySecond.indexOf(most) + 1} of ${blocks.length}`;
}

function flipsInWords({ wrong, samples, failsFrom, passesUpTo, share, decision }: LimitFlips): string {
  const fails =
    failsFrom === undefined
      ? `it would not fail by any count of ${samples}`
      : `it would fail from ${failsFrom} of ${samples} beyond`;
  const passes =
    passesUpTo === undefined
      ? `it would pass with no count${share > 0 && samples < decision.needed ? `, since proof takes ${decision.needed} samples` : ''}`
      : `would be proven within up to ${passesUpTo}`;
  return `${fails}; has ${wrong}; ${passes}`;
}

function figure(value: number): string {
  return `${Number(value.toPrecision(3))}`;
}
