import { parseLimit } from './limit-expression.js';
import type { Limit, LimitRule } from './limit.js';
import { selectorOf } from './same-limit.js';
import { UsageError } from './usage-error.js';

/** A limit's key as k6 writes it, `http_req_duration{name:pay}`: what `parseMetricKey` takes apart. */
export function metricKey({ metric, tags }: Pick<Limit, 'metric' | 'tags'>): string {
  const pairs = Object.entries(tags).map(([name, value]) => `${quoted(name)}:${quoted(value)}`);
  return pairs.length === 0 ? metric : `${metric}{${pairs.join(',')}}`;
}

/** White space at the ends of a word is only kept in quotes. */
function quoted(word: string): string {
  return word.trim() === word ? word : `"${word}"`;
}

/**
 * A script's own limit with a policy's expression in its place: of the same samples, in the same aggregation and
 * direction, and no looser.
 * @throws UsageError that names both, and says what to write.
 */
export function tightened(own: Limit, expression: string): Limit {
  const asked = parseLimit(metricKey(own), expression);
  if (kindOf(asked.rule) !== kindOf(own.rule)) {
    throw new UsageError(
      `${expression} is of another kind than the script's ${own.expression}. ` +
        `A policy only moves the edge: write ${own.expression.replace(/[^<>=]*$/, '')} and a number.`,
    );
  }
  if (!isAsTight(asked, own)) {
    throw new UsageError(
      `${expression} is looser than the script's ${own.expression}. A policy may only tighten a limit: change the script.`,
    );
  }
  return asked;
}

/** Does everything that is within `limit` lie within `than`, too? */
export function isAsTight(limit: Limit, than: Limit): boolean {
  if (selectorOf(limit) !== selectorOf(than) || kindOf(limit.rule) !== kindOf(than.rule)) return false;
  const [edge, other] = [limit.rule.edge, than.rule.edge];
  if (edge === other) return limit.rule.comparison === than.rule.comparison || !isInclusive(limit.rule);
  if (limit.rule.comparison === '==') return false;
  return isUpper(limit.rule) ? edge < other : edge > other;
}

/** What a policy may not change: what is counted, and on which side of the edge it has to be. */
function kindOf(rule: LimitRule): string {
  const direction = rule.comparison === '==' ? 'exactly' : isUpper(rule) ? 'upper' : 'lower';
  return `${rule.kind} ${rule.kind === 'quantile' ? rule.quantile : ''} ${direction}`;
}

function isUpper({ comparison }: LimitRule): boolean {
  return comparison === '<' || comparison === '<=';
}

function isInclusive({ comparison }: LimitRule): boolean {
  return comparison === '<=' || comparison === '>=' || comparison === '==';
}
