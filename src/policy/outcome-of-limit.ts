import { amount, percent } from '../records/figure.js';
import type { Limit } from '../records/limit.js';
import { allowedShare, countAgainst, countsAgainst } from '../records/limit-share.js';
import { metricKey } from '../records/limit-tightening.js';
import { verdictOfCounts } from '../statistics/limit-decision.js';
import { latenessOf } from './generator-lateness.js';
import { fellShort, passed, type Judgement } from './judgement.js';
import type { LimitMeasured } from '../records/load-measured.js';
import { ifSound, type LoadFacts } from './sound-load.js';

/**
 * Judges a limit of a load script from its counts. `limit` is the plan's: what the evidence says of itself does not
 * move it.
 */
export function outcomeOfLimit(measured: LimitMeasured, limit: Limit, tool: 'k6' | 'autocannon'): Judgement {
  const facts: LoadFacts = {
    durationMs: measured.period === undefined ? 0 : measured.period.durationMs,
    expected: `${metricKey(limit)} ${limit.expression}`,
    actual: measured.observed === undefined ? undefined : actualOf(measured.observed, measured.samples, limit),
  };
  return ifSound(measured, { limit, tool }, facts, () =>
    onTime(steady(decision(measured, limit, facts), measured, limit, facts), measured, limit, facts),
  );
}

/** What gets worse while load lasts is not kept tomorrow: a pass, unless the last third by itself exceeds the limit for sure. */
function steady(found: Judgement, measured: LimitMeasured, limit: Limit, facts: LoadFacts): Judgement {
  const { rule } = limit;
  if (found.outcome !== 'passed' || rule.kind === 'count') return found;
  const third = lastThird(measured);
  if (onTime(decision(third, limit, facts), third, limit, facts).outcome !== 'failed') return found;
  const { samples, beyond } = countAgainst(rule, third);
  const message = `${found.message} But in the last third of its time ${beyond} of ${samples} are: it gets worse while load lasts, and how it goes on nobody knows.`;
  return fellShort('not-steady', message, facts);
}

/** As if there had been nothing else; its statistic stays that of the whole, since no other is known. */
function lastThird(measured: LimitMeasured): LimitMeasured {
  const { generator } = measured;
  const from = Math.ceil((2 * measured.blocks.length) / 3);
  const blocks = measured.blocks.slice(from);
  const lateMs = generator.lateMs?.slice(from);
  return {
    ...{ ...measured, blocks },
    samples: blocks.reduce((sum, { samples }) => sum + samples, 0),
    beyond: blocks.reduce((sum, { beyond }) => sum + beyond, 0),
    generator: { ...generator, ...(lateMs && { lateMs }) },
  };
}

/** What was found, if it is so whatever the generator's own lateness may have done; and if not, whose matter that is. */
function onTime(found: Judgement, measured: LimitMeasured, limit: Limit, facts: LoadFacts): Judgement {
  const outcome = found.outcome === 'passed' || found.outcome === 'failed' ? found.outcome : 'neither';
  if (outcome === 'neither' && found.reasonCode !== 'interval-straddles-limit') return found;
  const late = latenessOf(measured, limit, outcome);
  if (late === undefined) return found;
  const { outcome: atWorst } = decision(late.atWorst, limit, facts);
  const isSo = outcome === 'neither' ? atWorst !== 'passed' : atWorst === outcome;
  return isSo ? found : fellShort('generator-saturated', late.message, facts);
}

function decision(measured: LimitMeasured, limit: Limit, facts: LoadFacts): Judgement {
  return limit.rule.kind === 'count'
    ? decisionOfSum(measured.sum, limit, limit.rule, facts)
    : decisionOfShare(measured, limit, limit.rule, facts);
}

type CountRule = Extract<Limit['rule'], { kind: 'count' }>;

function decisionOfSum(sum: number, limit: Limit, { comparison, edge }: CountRule, facts: LoadFacts): Judgement {
  const actual = amount(sum, limit.unit);
  const says = `${metricKey(limit)} adds up to ${actual}`;
  if (holds(sum, comparison, edge)) return passed(`${says}, within ${limit.expression}.`, { ...facts, actual });
  return fellShort('limit-exceeded', `${says}, beyond ${limit.expression}.`, { ...facts, actual });
}

function holds(value: number, comparison: CountRule['comparison'], edge: number): boolean {
  switch (comparison) {
    case '<':
      return value < edge;
    case '<=':
      return value <= edge;
    case '>':
      return value > edge;
    case '>=':
      return value >= edge;
    case '==':
      return value === edge;
  }
}

function decisionOfShare(
  measured: LimitMeasured,
  limit: Limit,
  rule: Exclude<Limit['rule'], CountRule>,
  facts: LoadFacts,
): Judgement {
  const share = allowedShare(rule);
  if (share === undefined)
    return fellShort('counts-disagree', `${metricKey(limit)}: ${limit.expression} is no matter of shares.`, facts);
  const { samples, beyond } = countAgainst(rule, measured);
  const blocks = countsAgainst(rule, measured.blocks);
  const { kind, lower, upper, needed } = verdictOfCounts({ samples, beyond, share, blocks });
  const seen = `${beyond} of ${samples} samples are on the wrong side of ${limit.expression} (${percent(share)} may be)`;
  const interval = `95 % sure of ${percent(lower)} to ${percent(upper)}`;
  switch (kind) {
    case 'within':
      if (!isMet(rule, beyond, samples, share))
        return fellShort('limit-exceeded', `${metricKey(limit)}: ${seen}.`, facts);
      return passed(`${metricKey(limit)}: ${seen}; ${interval}.`, facts);
    case 'beyond':
      return fellShort('limit-exceeded', `${metricKey(limit)}: ${seen}; ${interval}.`, facts);
    case 'undecided':
      return fellShort(
        'interval-straddles-limit',
        `${metricKey(limit)}: ${seen}; ${interval}: neither kept nor exceeded for sure.`,
        facts,
      );
    case 'too-few':
      return fellShort(
        'too-few-samples',
        `${metricKey(limit)}: ${seen}; proof takes at least ${needed} samples.`,
        facts,
      );
  }
}

/** A share of 0 or 1 is no question of proof but of the very samples: `rate<1` is not met by failures alone, `rate<0` never. */
function isMet(rule: Exclude<Limit['rule'], CountRule>, beyond: number, samples: number, share: number): boolean {
  if (rule.kind === 'quantile') return beyond < samples;
  return rule.comparison === '<' || rule.comparison === '>' ? beyond < share * samples : true;
}

function actualOf(observed: number, samples: number, { rule, unit }: Limit): string {
  return `${rule.kind === 'rate' ? percent(observed) : amount(observed, unit)} of ${samples} samples`;
}
