import type { Limit, LimitRule } from './limit.js';
import { loadMetric, type LoadMetric } from './load-metric.js';
import { UsageError } from './usage-error.js';

/** `http_req_duration{name:pay,expected_response:true}` taken apart. */
export interface MetricSelector {
  metric: string;
  tags: Record<string, string>;
}

/**
 * Reads one limit in k6's threshold grammar: a key (`http_req_duration{name:pay}`) and an expression (`p(95)<800`).
 * @throws UsageError for whatever exact counts can't judge, with what to write instead.
 */
export function parseLimit(key: string, expression: string): Limit {
  const { metric, tags } = parseMetricKey(key);
  const known = loadMetric(metric);
  return { metric, tags, expression, rule: parseRule(key, expression, known), unit: known.unit };
}

/** @throws UsageError for a key that k6 would not take either, or that names a tag twice. */
export function parseMetricKey(key: string): MetricSelector {
  const match = /^([A-Za-z_][A-Za-z0-9_]{1,128})(?:\{(.*)\})?$/s.exec(key);
  if (match?.[1] === undefined) {
    throw new UsageError(`"${key}" is not a metric. Write a name, or a name with tags: http_req_duration{name:pay}.`);
  }
  const tags: Record<string, string> = {};
  if (match[2] !== undefined) {
    for (const pair of match[2].split(',')) {
      const colon = pair.indexOf(':');
      const name = unquote(colon === -1 ? pair : pair.slice(0, colon));
      const value = colon === -1 ? '' : unquote(pair.slice(colon + 1));
      if (name === '' || value === '')
        throw new UsageError(`"${key}": "${pair}" is not a tag. Write {tag:value,tag:value}.`);
      if (Object.hasOwn(tags, name)) throw new UsageError(`"${key}" names the tag "${name}" twice.`);
      tags[name] = value;
    }
  }
  return { metric: match[1], tags };
}

/** As k6: surrounding white space, then any quotes. */
function unquote(text: string): string {
  return text.trim().replace(/^["'`]+|["'`]+$/g, '');
}

type Comparison = '<' | '<=' | '>' | '>=' | '==';

function parseRule(key: string, expression: string, metric: LoadMetric): LimitRule {
  const refuse = (why: string): never => {
    throw new UsageError(`${key}: ${expression}: ${why}`);
  };
  const match = /^\s*([a-z]+)(?:\(([^)]*)\))?\s*(===|==|!=|<=|>=|<|>)\s*(\S+)\s*$/.exec(expression);
  if (match === null)
    return refuse('not a limit. Write for example p(95)<500, med<200, max<1000, rate<0.01, count>100.');
  const [, aggregation, argument, operator, edgeText] = match;
  if (aggregation === undefined || edgeText === undefined) return refuse('not a limit.');
  if ((aggregation === 'p') !== (argument !== undefined)) return refuse('only p takes a percentile, p(95).');
  const edge = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(edgeText) ? Number(edgeText) : Number.NaN;
  if (!Number.isFinite(edge)) return refuse(`"${edgeText}" is not a number.`);
  if (operator === '!=') return refuse('"!=" is no limit. Use <, <=, > or >=.');
  const comparison: Comparison = operator === '===' ? '==' : (operator as Comparison);
  const rule = ruleOf(aggregation, argument, comparison, edge);
  if (typeof rule === 'string') return refuse(rule);
  const fitting = { quantile: 'trend', rate: 'rate', count: 'counter' }[rule.kind];
  if (metric.kind === fitting || metric.kind === 'unknown') return rule;
  if (metric.kind === 'counter')
    return refuse('a rate per second is not a share that counts can judge. Limit its count.');
  return refuse(`the metric is a ${metric.kind}, and ${aggregation} is for a ${fitting}.`);
}

const noMean = 'a mean or a minimum cannot be judged from counts, and hides the slow ones. Use med or p(95).';

/** The rule, or why there is none. */
function ruleOf(
  aggregation: string,
  argument: string | undefined,
  comparison: Comparison,
  edge: number,
): LimitRule | string {
  switch (aggregation) {
    case 'p':
      return quantileRule(Number(argument?.trim() === '' ? Number.NaN : argument), comparison, edge);
    case 'med':
      return quantileRule(50, comparison, edge);
    case 'max':
      if (comparison !== '<' && comparison !== '<=') return 'a lower bound on the maximum says nothing. Use max<… .';
      return quantileRule(100, comparison, edge);
    case 'rate':
      return rateRule(comparison, edge);
    case 'count':
      return { kind: 'count', comparison, edge };
    case 'avg':
    case 'min':
      return noMean;
    case 'value':
      return 'the last value of a gauge is chance. Use a trend with med or p(95).';
    default:
      return `"${aggregation}" is not known. Use p(N), med, max, rate or count.`;
  }
}

function quantileRule(percent: number, comparison: Comparison, edge: number): LimitRule | string {
  if (!(percent > 0 && percent <= 100)) return 'a percentile lies above 0 and at most at 100.';
  if (comparison === '==') return 'a percentile is hardly ever exactly something. Use < or <=.';
  // Rounded: 99.9 / 100 is 0.9990000000000001 to a computer.
  return { kind: 'quantile', quantile: Number((percent / 100).toPrecision(12)), comparison, edge };
}

function rateRule(comparison: Comparison, edge: number): LimitRule | string {
  if (edge < 0 || edge > 1)
    return 'a rate is a share between 0 and 1 (a rate per second cannot be judged: limit the count).';
  if (comparison !== '==') return { kind: 'rate', comparison, edge };
  // `rate==0` and `rate==1` are how scripts say "none" and "all".
  if (edge === 0) return { kind: 'rate', comparison: '<=', edge };
  if (edge === 1) return { kind: 'rate', comparison: '>=', edge };
  return 'a share is hardly ever exactly something. Use < or >.';
}
