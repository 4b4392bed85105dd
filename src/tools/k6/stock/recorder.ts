import { stockK6Lacks, type LoadEvidence } from '../../../records/load-evidence.js';
import { countLimit, type KeyedLimit, type LimitCount } from '../../limit-count.js';
import { describeSketch, precision } from '../../sketch.js';
import { countSeries } from './series.js';
import type { Told } from './log.js';
import type { Point } from './stream.js';
import { keepUnsentApart } from './unsent.js';

// A day, as in load/xk6/series.go: more would be a runaway clock, not a load test.
const maxSeconds = 24 * 60 * 60;

const counted = [
  'http_reqs',
  'http_req_duration',
  'http_req_failed',
  'iterations',
  'dropped_iterations',
  'data_sent',
  'vus',
];

/** The part of the evidence that comes from k6's samples and its log. */
export type Figures = Omit<
  Extract<LoadEvidence, { tool: 'k6' }>,
  'toolVersion' | 'runId' | 'script' | 'startedAt' | 'finishedAt' | 'complete' | 'lateMs'
>;

export interface Recorder {
  wants: (metric: string) => boolean;
  add: (point: Point) => void;
  note: (told: Exclude<Told, { kind: 'lost' }>) => void;
  requests: () => number;
  figures: () => Figures;
}

/** Counts what gonogo's extension would have counted (load/xk6/recorder.go), and keeps no sample. */
export function startRecorder(limits: readonly KeyedLimit[], startedAtMs: number): Recorder {
  const counts = limits.map(countLimit);
  const unjudgeable = new Set<LimitCount>();
  const series = countSeries();
  const unsent = keepUnsentApart();
  const seen = { iterations: 0, threw: 0, droppedIterations: 0, requests: 0 };
  let ended = 0;
  const firstSecond = Math.floor(startedAtMs / 1000);
  const wanted = new Set([...counted, ...limits.map(({ limit }) => limit.metric)]);

  const noteTotals = ({ metric, value, tags }: Point): void => {
    if (metric === 'http_reqs') seen.requests += whole(value);
    else if (metric === 'iterations') seen.iterations += whole(value);
    else if (metric === 'dropped_iterations') seen.droppedIterations += whole(value);
    // Always told, once an iteration, of those that were cut off too (load/xk6/recorder.go); else of setup and teardown.
    else if (metric === 'data_sent' && tags['scenario'] !== undefined) ended += 1;
  };

  return {
    wants: (metric) => wanted.has(metric),

    add(point) {
      if (unsent.takes(point)) return;
      const second = Math.min(Math.max(Math.floor(point.timeMs / 1000) - firstSecond, 0), maxSeconds - 1);
      noteTotals(point);
      const hasNoAnswer =
        point.metric.startsWith('http_req_') && point.kind === 'trend' && point.tags['status'] === '0';
      for (const count of counts) {
        if (!isOf(count.limit, point)) continue;
        // k6's `rate` of a counter is per second: no share of samples.
        if (count.limit.rule.kind === 'rate' && point.kind === 'counter') unjudgeable.add(count);
        count.add(point.metric === count.limit.metric ? point.value : 0, second, hasNoAnswer);
      }
      series.add(point, second);
    },

    note(told) {
      if (told.kind === 'exception') seen.threw += 1;
      else unsent.note(told);
    },

    requests: () => seen.requests,

    figures: () => ({
      ...{ schemaVersion: 2, tool: 'k6', lacks: [...stockK6Lacks], precision, ...seen, ...series.figures() },
      interruptedIterations: Math.max(0, ended - seen.iterations),
      unsent: unsent.describe(),
      limits: counts.filter((count) => !unjudgeable.has(count)).map(describe),
    }),
  };
}

/** `dropped_iterations` counts every tick of the schedule, sent (0) or dropped (1): none must not look unmeasured. */
function isOf({ metric, tags }: KeyedLimit['limit'], point: Point): boolean {
  const isTick = metric === 'dropped_iterations' && point.metric === 'iterations';
  if (point.metric !== metric && !isTick) return false;
  for (const name in tags) if (point.tags[name] !== tags[name]) return false;
  return true;
}

function describe({ describe: told, values }: LimitCount): LoadEvidence['limits'][number] {
  if (values.count === 0) return told();
  return { ...told(), values: { min: values.min, max: values.max, sketch: describeSketch(values) } };
}

function whole(value: number): number {
  if (!Number.isInteger(value) || value < 0) throw new Error(`${value} is no count`);
  return value;
}
