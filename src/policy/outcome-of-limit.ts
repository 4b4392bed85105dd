import { percent } from '../records/figure.js';
import type { Limit } from '../records/limit.js';
import { allowedShare, countAgainst, countsAgainst } from '../records/limit-share.js';
import { verdictOfCounts } from '../statistics/limit-decision.js';
import { latenessOf } from './generator-lateness.js';
import { fellShort, passed, type Judgement } from './judgement.js';
import { countFlaw, generatorFlaw, type LimitMeasured } from './limit-flaws.js';

/**
 * Judges a limit of a load script from its counts. `limit` is the plan's: what the evidence says of itself does not
 * move it. Counts that contradict themselves are believed in nothing. A generator that fell short proves no pass; what
 * it did prove to be exceeded stays exceeded, unless the shortfall itself could be the cause.
 */
export function outcomeOfLimit(measured: LimitMeasured, limit: Limit, tool: 'k6' | 'autocannon'): Judgement {
  const facts: Facts = {
    durationMs: measured.period === undefined ? 0 : measured.period.durationMs,
    expected: `${nameOf(limit)} ${limit.expression}`,
    actual: measured.observed === undefined ? undefined : actualOf(measured.observed, measured.samples, limit),
  };
  const flaw = countFlaw(measured, limit);
  if (flaw !== undefined) return fellShort(flaw.reasonCode, flaw.message, facts);

  const found = measured.samples === 0 ? undefined : onTime(decision(measured, limit, facts), measured, limit, facts);
  const shortfall = generatorFlaw(measured, tool);
  if (shortfall !== undefined) {
    const proven = found?.reasonCode === 'limit-exceeded' && !shortfall.mayCause(limit);
    return proven ? found : fellShort(shortfall.reasonCode, shortfall.message, facts);
  }
  if (found === undefined)
    return fellShort('zero-samples', `${nameOf(limit)} got no sample, so ${limit.expression} says nothing.`, facts);
  return found;
}

type Facts = Pick<Judgement, 'durationMs' | 'expected' | 'actual'>;

/** What was found, if it is so whatever the generator's own lateness may have done. */
function onTime(found: Judgement, measured: LimitMeasured, limit: Limit, facts: Facts): Judgement {
  if (found.outcome !== 'passed' && found.outcome !== 'failed') return found;
  const late = latenessOf(measured, limit, found.outcome);
  if (late === undefined || decision(late.atWorst, limit, facts).outcome === found.outcome) return found;
  return fellShort('generator-saturated', late.message, facts);
}

function decision(measured: LimitMeasured, limit: Limit, facts: Facts): Judgement {
  return limit.rule.kind === 'count'
    ? decisionOfSum(measured.sum, limit, limit.rule, facts)
    : decisionOfShare(measured, limit, limit.rule, facts);
}

type CountRule = Extract<Limit['rule'], { kind: 'count' }>;

function decisionOfSum(sum: number, limit: Limit, { comparison, edge }: CountRule, facts: Facts): Judgement {
  const actual = figure(sum, limit.unit);
  const says = `${nameOf(limit)} adds up to ${actual}`;
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
  facts: Facts,
): Judgement {
  const share = allowedShare(rule);
  if (share === undefined)
    return fellShort('counts-disagree', `${nameOf(limit)}: ${limit.expression} is no matter of shares.`, facts);
  const { samples, beyond } = countAgainst(rule, measured);
  const blocks = countsAgainst(rule, measured.blocks);
  const { kind, lower, upper, needed } = verdictOfCounts({ samples, beyond, share, blocks });
  const seen = `${beyond} of ${samples} samples are on the wrong side of ${limit.expression} (${percent(share)} may be)`;
  const interval = `95 % sure of ${percent(lower)} to ${percent(upper)}`;
  switch (kind) {
    case 'within':
      if (!isMet(rule, beyond, samples, share)) return fellShort('limit-exceeded', `${nameOf(limit)}: ${seen}.`, facts);
      return passed(`${nameOf(limit)}: ${seen}; ${interval}.`, facts);
    case 'beyond':
      return fellShort('limit-exceeded', `${nameOf(limit)}: ${seen}; ${interval}.`, facts);
    case 'undecided':
      return fellShort(
        'interval-straddles-limit',
        `${nameOf(limit)}: ${seen}; ${interval}: neither kept nor exceeded for sure.`,
        facts,
      );
    case 'too-few':
      return fellShort('too-few-samples', `${nameOf(limit)}: ${seen}; proof takes at least ${needed} samples.`, facts);
  }
}

/** A share of 0 or 1 is no question of proof but of the very samples: `rate<1` is not met by failures alone, `rate<0` never. */
function isMet(rule: Exclude<Limit['rule'], CountRule>, beyond: number, samples: number, share: number): boolean {
  if (rule.kind === 'quantile') return beyond < samples;
  return rule.comparison === '<' || rule.comparison === '>' ? beyond < share * samples : true;
}

/** `http_req_duration{name:pay}`, as k6 writes it. */
function nameOf({ metric, tags }: Limit): string {
  const pairs = Object.entries(tags).map(([key, value]) => `${key}:${value}`);
  return pairs.length === 0 ? metric : `${metric}{${pairs.join(',')}}`;
}

function figure(value: number, unit: Limit['unit']): string {
  const rounded = Number.isInteger(value) ? value : Number(value.toPrecision(3));
  return unit === '1' ? `${rounded}` : `${rounded} ${unit}`;
}

function actualOf(observed: number, samples: number, { rule, unit }: Limit): string {
  return `${rule.kind === 'rate' ? percent(observed) : figure(observed, unit)} of ${samples} samples`;
}
