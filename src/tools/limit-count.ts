import type { Limit, LimitRule } from '../records/limit.js';
import type { LoadEvidence } from '../records/load-evidence.js';
import { exactSum } from './exact-sum.js';
import { addTo, emptySketch, quantileOf, type Sketch } from './sketch.js';

/** A limit with the key under which the script wrote it. */
export interface KeyedLimit {
  key: string;
  limit: Limit;
}

type Counted = LoadEvidence['limits'][number];

export interface LimitCount {
  limit: Limit;
  /** `hasNoAnswer`: of a duration, that nothing came. */
  add: (value: number, second: number, hasNoAnswer: boolean) => void;
  describe: () => Counted;
  /** What a quantile's statistic is taken from. */
  values: Sketch;
}

/** Counts one limit exactly as samples come, as load/xk6/limit.go does, and keeps none of them. */
export function countLimit({ key, limit }: KeyedLimit): LimitCount {
  const { rule, expression } = limit;
  const values = emptySketch();
  const sum = exactSum();
  const blocks: Counted['blocks'] = [];
  const total = { samples: 0, beyond: 0 };

  return {
    limit,
    values,
    add(value, second, hasNoAnswer) {
      // No answer is beyond every upper limit on its duration, and proves nothing about a lower one.
      if (hasNoAnswer && !isUpper(rule)) return;
      while (blocks.length <= second) blocks.push({ samples: 0, beyond: 0 });
      const block = blocks[second];
      if (block === undefined) throw new Error(`no block for second ${second}`);
      for (const counts of [total, block]) {
        counts.samples += 1;
        if (hasNoAnswer || isBeyond(rule, value)) counts.beyond += 1;
      }
      if (hasNoAnswer) block.unanswered = (block.unanswered ?? 0) + 1;
      sum.add(value);
      // A refusal after 0 ms must not make the statistic look quick.
      if (rule.kind === 'quantile') addTo(values, hasNoAnswer ? Math.max(value, rule.edge) : value);
    },
    describe() {
      const counted = { metric: key, expression, ...total, sum: sum.value(), blocks: blocks.map((it) => ({ ...it })) };
      const statistic = observed(rule, counted, values);
      return statistic === undefined ? counted : { ...counted, observed: statistic };
    },
  };
}

function isUpper({ comparison }: LimitRule): boolean {
  return comparison === '<' || comparison === '<=';
}

function isBeyond(rule: LimitRule, value: number): boolean {
  if (rule.kind === 'count') return false;
  if (rule.kind === 'rate') return value !== 0;
  switch (rule.comparison) {
    case '<':
      return !(value < rule.edge);
    case '<=':
      return !(value <= rule.edge);
    case '>':
      return !(value > rule.edge);
    case '>=':
      return !(value >= rule.edge);
  }
}

function observed(
  rule: LimitRule,
  { samples, beyond, sum }: Pick<Counted, 'samples' | 'beyond' | 'sum'>,
  values: Sketch,
): number | undefined {
  if (samples === 0) return undefined;
  if (rule.kind === 'count') return sum;
  if (rule.kind === 'rate') return beyond / samples;
  return quantileOf(values, rule.quantile);
}
