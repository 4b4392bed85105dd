import type { Limit } from '../records/limit.js';

/** A limit in words: `pay: 95 % of requests take less than 800 ms`. */
export function limitTitle(limit: Limit): string {
  const { name, ...others } = limit.tags;
  const selected = Object.entries(others).map(([tag, value]) => `${tag} ${value}`);
  const subject = [name ?? 'all', ...selected].join(', ');
  return `${subject}: ${sentence(limit)}`;
}

function sentence({ metric, rule, unit }: Limit): string {
  const relation = { '<': 'less than', '<=': 'at most', '>': 'more than', '>=': 'at least', '==': 'exactly' }[
    rule.comparison
  ];
  const amount = (value: number): string => (unit === '1' ? String(value) : `${value} ${unit}`);
  switch (rule.kind) {
    case 'quantile':
      return `${quantileWords(rule.quantile)} ${metric === 'http_req_duration' ? 'of requests take' : `of ${metric} is`} ${relation} ${amount(rule.edge)}`;
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
