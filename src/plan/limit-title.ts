import type { Limit } from '../records/limit.js';

/** A limit in words: `pay: 95 % of requests take less than 800 ms`. */
export function limitTitle(limit: Limit): string {
  return `${subjectOf(limit)}: ${sentence(limit)}`;
}

/** The comparison of its statistic: `pay: 95 % of requests take no longer than in earlier runs`. */
export function comparisonTitle(limit: Limit, before: string): string {
  const { metric, rule } = limit;
  const share = rule.kind === 'quantile' ? quantileWords(rule.quantile) : 'all';
  return `${subjectOf(limit)}: ${share} ${ofWhat(metric, 'take', 'is')} no longer than ${before}`;
}

function subjectOf({ tags }: Limit): string {
  const { name, ...others } = tags;
  const selected = Object.entries(others).map(([tag, value]) => `${tag} ${value}`);
  return [name ?? 'all', ...selected].join(', ');
}

function ofWhat(metric: string, requests: string, others: string): string {
  return metric === 'http_req_duration' ? `of requests ${requests}` : `of ${metric} ${others}`;
}

function sentence({ metric, rule, unit }: Limit): string {
  const relation = { '<': 'less than', '<=': 'at most', '>': 'more than', '>=': 'at least', '==': 'exactly' }[
    rule.comparison
  ];
  const amount = (value: number): string => (unit === '1' ? String(value) : `${value} ${unit}`);
  switch (rule.kind) {
    case 'quantile':
      return `${quantileWords(rule.quantile)} ${ofWhat(metric, 'take', 'is')} ${relation} ${amount(rule.edge)}`;
    case 'rate':
      return `${relation} ${Number((rule.edge * 100).toPrecision(6))} % ${metric === 'http_req_failed' ? 'of requests fail' : `of ${metric}`}`;
    case 'count':
      return `${metric} is ${relation} ${amount(rule.edge)} in all`;
  }
}

function quantileWords(quantile: number): string {
  if (quantile === 1) return 'every one';
  if (quantile === 0.5) return 'half';
  return `${Number((quantile * 100).toPrecision(6))} %`;
}
