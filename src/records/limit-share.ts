import type { LimitRule } from './limit.js';

/**
 * The share of samples that a limit lets be on the wrong side; undefined for `count`, which is no matter of shares.
 * `p(95)<500` and `rate<0.05` allow 5 %, and so do `p(5)>10` and `rate>0.95`; `max<1000` and `rate==0` allow none.
 */
export function allowedShare(rule: LimitRule): number | undefined {
  if (rule.kind === 'count') return undefined;
  const isUpper = rule.comparison === '<' || rule.comparison === '<=';
  if (rule.kind === 'quantile') return isUpper ? complement(rule.quantile) : rule.quantile;
  return isUpper ? rule.edge : complement(rule.edge);
}

/** 1 − share, without the binary dust that would turn 1 − 0.95 into more than 0.05. */
function complement(share: number): number {
  return Number((1 - share).toPrecision(12));
}

/** Counts against a limit, out of a record that counts non-zero samples for a rate: for `rate>0.95` the zeros are bad. */
export function countAgainst<T extends { samples: number; beyond: number }>(rule: LimitRule, counted: T): T {
  return areZerosBad(rule) ? { ...counted, beyond: counted.samples - counted.beyond } : counted;
}

/** The same for many, which mostly are what they were counted as. */
export function countsAgainst<T extends { samples: number; beyond: number }>(
  rule: LimitRule,
  counted: readonly T[],
): readonly T[] {
  return areZerosBad(rule) ? counted.map((one) => countAgainst(rule, one)) : counted;
}

function areZerosBad(rule: LimitRule): boolean {
  return rule.kind === 'rate' && (rule.comparison === '>' || rule.comparison === '>=');
}
