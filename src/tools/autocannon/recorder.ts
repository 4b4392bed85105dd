import type { LimitRule } from '../../records/limit.js';
import type { LoadEvidence } from '../../records/load-evidence.js';
import type { KeyedLimit } from './definition.js';
import { addTo, emptySketch, quantileOf } from './sketch.js';

/** One answered, failed or timed-out request. */
export interface Answer {
  durationMs: number | undefined;
  failed: boolean;
  secondsSinceStart: number;
}

type Counted = LoadEvidence['limits'][number];

/** Counts each limit exactly as answers come, and keeps none of them. */
export function startRecorder(limits: readonly KeyedLimit[], step: string) {
  const counted = limits.map(({ key, limit }): { limit: KeyedLimit['limit']; counts: Counted } => ({
    limit,
    counts: { metric: key, expression: limit.expression, samples: 0, beyond: 0, sum: 0, blocks: [] },
  }));
  const durations = emptySketch();
  let requests = 0;
  let failed = 0;

  return {
    add(answer: Answer): void {
      requests += 1;
      if (answer.failed) failed += 1;
      // A refused connection has no duration: it would be the fastest answer of all.
      if (answer.durationMs !== undefined) addTo(durations, answer.durationMs);
      for (const { limit, counts } of counted) {
        const value = { http_reqs: 1, http_req_failed: answer.failed ? 1 : 0, http_req_duration: answer.durationMs }[
          limit.metric
        ];
        if (value !== undefined) count(counts, value, isBeyond(limit.rule, value), answer.secondsSinceStart);
      }
    },

    /** A request still unanswered at the end: beyond the limits that its age is beyond already, unknown to the others. */
    addUnanswered(ageMs: number, secondsSinceStart: number): void {
      for (const { limit, counts } of counted) {
        const isUpper = limit.rule.comparison === '<' || limit.rule.comparison === '<=';
        if (limit.metric !== 'http_req_duration' || !isUpper || !isBeyond(limit.rule, ageMs)) continue;
        count(counts, ageMs, true, secondsSinceStart);
      }
    },

    figures(): Pick<LoadEvidence, 'iterations' | 'requests' | 'limits' | 'series'> {
      const maxMs = durations.count === 0 ? undefined : durations.max;
      return {
        iterations: requests,
        requests,
        limits: counted.map(({ limit, counts }) => ({
          ...counts,
          ...observed(limit.rule, counts, (q) => quantileOf(durations, q)),
        })),
        series: [
          {
            name: step,
            requests,
            failed,
            medianMs: quantileOf(durations, 0.5),
            p95Ms: quantileOf(durations, 0.95),
            maxMs,
          },
        ],
      };
    },
  };
}
export type Recorder = ReturnType<typeof startRecorder>;

function count(counts: Counted, value: number, beyond: boolean, seconds: number): void {
  const second = Math.max(0, Math.floor(seconds));
  while (counts.blocks.length <= second) counts.blocks.push({ samples: 0, beyond: 0 });
  const block = counts.blocks[second];
  if (block === undefined) throw new Error(`no block for second ${second}`);
  counts.samples += 1;
  block.samples += 1;
  counts.sum += value;
  if (!beyond) return;
  counts.beyond += 1;
  block.beyond += 1;
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
  counts: Counted,
  quantile: (q: number) => number | undefined,
): { observed?: number } {
  if (counts.samples === 0) return {};
  if (rule.kind === 'count') return { observed: counts.sum };
  if (rule.kind === 'rate') return { observed: counts.beyond / counts.samples };
  const value = quantile(rule.quantile);
  return value === undefined ? {} : { observed: value };
}
