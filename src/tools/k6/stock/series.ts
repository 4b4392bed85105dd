import type { LoadEvidence } from '../../../records/load-evidence.js';
import { furtherSteps } from '../../../records/load-series.js';
import { exactSum } from '../../exact-sum.js';
import { addTo, describeSketch, emptySketch, mergeInto, quantileOf, type Sketch } from '../../sketch.js';
import type { Point } from './stream.js';

// The same bounds, names and order as load/xk6/series.go, so that both kinds of evidence are read alike.
const maxSeries = 200;
const maxFolded = 10_000;
const maxSlowest = 5;

type Told = NonNullable<Extract<LoadEvidence, { tool: 'k6' }>['series']>[number];
type Key = Pick<Told, 'scenario' | 'step' | 'method' | 'status' | 'expected'>;
type Slowest = NonNullable<Told['durations']>['slowest'];

interface Series {
  key: Key;
  requests: number;
  failed: number;
  durations: Sketch;
  sum: ReturnType<typeof exactSum>;
  seconds: { requests: number; sum: ReturnType<typeof exactSum> }[];
  slowest: Slowest;
}

const ofRequests = ['http_reqs', 'http_req_failed', 'http_req_duration'];

/** Counts requests by what k6 tags them with: few series, whatever the script names its steps. */
export function countSeries() {
  const known = new Map<string, Series>();
  const folded = new Set<string>();

  const seriesOf = (tags: Point['tags']): Series => {
    const key = keyOf(tags);
    const found = known.get(textOf(key));
    if (found !== undefined) return found;
    if (known.size < maxSeries) return made(key);
    if (folded.size < maxFolded) folded.add(textOf(key));
    const together: Key = { scenario: '', step: furtherSteps, method: '', status: key.status, expected: '' };
    return known.get(textOf(together)) ?? made(together);
  };
  const made = (key: Key): Series => {
    const series: Series = {
      ...{ key, requests: 0, failed: 0, durations: emptySketch(), sum: exactSum(), seconds: [], slowest: [] },
    };
    known.set(textOf(key), series);
    return series;
  };

  return {
    add({ metric, tags, metadata, value, timeMs }: Point, second: number): void {
      if (!ofRequests.includes(metric)) return;
      const series = seriesOf(tags);
      if (metric === 'http_reqs') series.requests += 1;
      else if (metric === 'http_req_failed') series.failed += value === 0 ? 0 : 1;
      else addDuration(series, { durationMs: value, timeMs, traceId: metadata['trace_id'] }, second);
    },

    figures(): { series: Told[]; foldedSeries: number; steps: LoadEvidence['steps'] } {
      const all = [...known]
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
        .map(([, series]) => series)
        .filter(({ requests, durations }) => requests > 0 || durations.count > 0);
      return { series: all.map(describe), foldedSeries: folded.size, steps: stepsOf(all) };
    },
  };
}

function keyOf(tags: Point['tags']): Key {
  const { scenario = '', name: step = '', method = '', status = '', expected_response: expected = '' } = tags;
  return { scenario, step, method, status: classOf(status), expected: expected as Key['expected'] };
}

function textOf({ step, scenario, method, status, expected }: Key): string {
  return `${step}\0${scenario}\0${method}\0${status}\0${expected}`;
}

/** What the schema does not know stays as it is, and is refused there. */
function classOf(status: string): Key['status'] {
  if (status === '0') return 'none';
  return (status.length === 3 ? `${status[0]}xx` : '') as Key['status'];
}

interface Ended {
  durationMs: number;
  timeMs: number;
  traceId: string | undefined;
}

function addDuration(series: Series, ended: Ended, second: number): void {
  const { durationMs, timeMs, traceId } = ended;
  addTo(series.durations, durationMs);
  series.sum.add(durationMs);
  while (series.seconds.length <= second) series.seconds.push({ requests: 0, sum: exactSum() });
  const at = series.seconds[second];
  if (at === undefined) throw new Error(`no second ${second}`);
  at.requests += 1;
  at.sum.add(durationMs);
  const last = series.slowest[maxSlowest - 1];
  if (last !== undefined && durationMs <= last.durationMs) return;
  const endedAt = new Date(timeMs).toISOString();
  series.slowest = [...series.slowest, { endedAt, durationMs, ...(traceId === undefined ? {} : { traceId }) }]
    .toSorted((a, b) => b.durationMs - a.durationMs)
    .slice(0, maxSlowest);
}

function describe({ key, requests, failed, durations, sum, seconds, slowest }: Series): Told {
  if (durations.count === 0) return { ...key, requests, failed };
  return {
    ...{ ...key, requests, failed },
    durations: {
      ...{ count: durations.count, sumMs: sum.value(), minMs: durations.min, maxMs: durations.max },
      sketch: describeSketch(durations),
      seconds: seconds.map((each) => [each.requests, each.sum.value()]),
      slowest,
    },
  };
}

/** All series of one name. A refusal after 0 ms is no quick answer, and a time-out is not one at all. */
function stepsOf(all: readonly Series[]): LoadEvidence['steps'] {
  const steps = new Map<string, { requests: number; failed: number; durations: Sketch }>();
  for (const { key, requests, failed, durations } of all) {
    const step = steps.get(key.step) ?? { requests: 0, failed: 0, durations: emptySketch() };
    steps.set(key.step, step);
    step.requests += requests;
    step.failed += failed;
    if (key.status !== 'none') mergeInto(step.durations, durations);
  }
  return [...steps]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, { requests, failed, durations }]) => ({
      ...{ name, requests, failed },
      ...(durations.count === 0
        ? {}
        : { medianMs: quantileOf(durations, 0.5), p95Ms: quantileOf(durations, 0.95), maxMs: durations.max }),
    }));
}
