import type { LimitRule } from '../../records/limit.js';
import type { LoadEvidence } from '../../records/load-evidence.js';
import type { KeyedLimit } from './definition.js';
import { addTo, emptySketch, quantileOf, type Sketch } from './sketch.js';

/** One request and what came of it. */
export interface Answer {
  /** How long the answer took; of a request that got none, how long it was waited for. */
  durationMs: number;
  /** False: refused, reset or timed out. */
  answered: boolean;
  failed: boolean;
  secondsSinceStart: number;
}

type Counted = LoadEvidence['limits'][number];

/** Counts each limit exactly as answers come, and keeps none of them. */
export function startRecorder(limits: readonly KeyedLimit[], step: string) {
  const counted = limits.map(({ key, limit }): { limit: KeyedLimit['limit']; counts: Counted; values: Sketch } => ({
    limit,
    counts: { metric: key, expression: limit.expression, samples: 0, beyond: 0, sum: 0, blocks: [] },
    values: emptySketch(),
  }));
  const durations = emptySketch();
  let requests = 0;
  let failed = 0;
  let threw = 0;

  return {
    add(answer: Answer): void {
      requests += 1;
      if (answer.failed) failed += 1;
      if (answer.answered) addTo(durations, answer.durationMs);
      for (const { limit, counts, values } of counted) {
        const value = { http_reqs: 1, http_req_failed: answer.failed ? 1 : 0, http_req_duration: answer.durationMs }[
          limit.metric
        ];
        if (value === undefined) continue;
        // No answer is beyond every upper limit on its duration, and proves nothing about a lower one: as load/xk6/limit.go.
        const hasNone = limit.metric === 'http_req_duration' && !answer.answered;
        if (hasNone && !isUpper(limit.rule)) continue;
        if (limit.rule.kind === 'quantile') addTo(values, hasNone ? Math.max(value, limit.rule.edge) : value);
        const block = blockOf(counts, answer.secondsSinceStart);
        count(counts, block, value, hasNone || isBeyond(limit.rule, value));
        if (hasNone) block.unanswered = (block.unanswered ?? 0) + 1;
      }
    },

    /** The script's own code broke on an answer: what it would have said of it is unknown. */
    noteException(): void {
      threw += 1;
    },

    figures(): Pick<LoadEvidence, 'iterations' | 'threw' | 'requests' | 'limits' | 'steps'> {
      const maxMs = durations.count === 0 ? undefined : durations.max;
      return {
        iterations: requests,
        threw,
        requests,
        limits: counted.map(({ limit, counts, values }) => ({ ...counts, ...observed(limit.rule, counts, values) })),
        steps: [
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

type Block = Counted['blocks'][number];

function blockOf({ blocks }: Counted, seconds: number): Block {
  const second = Math.max(0, Math.floor(seconds));
  while (blocks.length <= second) blocks.push({ samples: 0, beyond: 0 });
  const block = blocks[second];
  if (block === undefined) throw new Error(`no block for second ${second}`);
  return block;
}

function count(counts: Counted, block: Block, value: number, beyond: boolean): void {
  counts.samples += 1;
  block.samples += 1;
  counts.sum += value;
  if (!beyond) return;
  counts.beyond += 1;
  block.beyond += 1;
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

function observed(rule: LimitRule, counts: Counted, values: Sketch): { observed?: number } {
  if (counts.samples === 0) return {};
  if (rule.kind === 'count') return { observed: counts.sum };
  if (rule.kind === 'rate') return { observed: counts.beyond / counts.samples };
  const value = quantileOf(values, rule.quantile);
  return value === undefined ? {} : { observed: value };
}
