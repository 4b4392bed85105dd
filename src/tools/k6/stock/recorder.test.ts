import { expect, test } from 'vitest';
import { loadEvidence } from '../../../records/load-evidence.js';
import { parseLimit } from '../../../records/limit-expression.js';
import { startRecorder, type Figures } from './recorder.js';
import type { Point } from './stream.js';

const startedAtMs = Date.parse('2026-11-20T12:00:00.900Z');

const kinds: Record<string, Point['kind']> = {
  ...{ http_reqs: 'counter', iterations: 'counter', dropped_iterations: 'counter', data_sent: 'counter' },
  ...{ http_req_duration: 'trend', http_req_failed: 'rate', pause: 'trend', sold: 'counter' },
};

function point(metric: string, value: number, tags: Point['tags'] = {}, afterMs = 0): Point {
  const kind = kinds[metric] ?? 'trend';
  return { metric, kind, value, tags, metadata: {}, timeMs: startedAtMs + afterMs };
}

/** What k6 tells of one request. */
function request(durationMs: number, tags: Point['tags'], afterMs = 0): Point[] {
  const failed = tags['expected_response'] === 'false' ? 1 : 0;
  return [
    point('http_reqs', 1, tags, afterMs),
    point('http_req_duration', durationMs, tags, afterMs),
    point('http_req_waiting', durationMs, tags, afterMs),
    point('http_req_failed', failed, tags, afterMs),
  ];
}

function figuresOf(points: readonly Point[], ...limits: [key: string, expression: string][]): Figures {
  const keyed = limits.map(([key, expression]) => ({ key, limit: parseLimit(key, expression) }));
  const recorder = startRecorder(keyed, startedAtMs);
  points.forEach(recorder.add);
  return recorder.figures();
}

const pay = { scenario: 'rush', name: 'pay', method: 'POST', status: '200', expected_response: 'true' };

test('is evidence as records have it, which says what it lacks', () => {
  const at = new Date(startedAtMs).toISOString();
  const evidence = {
    ...figuresOf([...request(20, pay), point('iterations', 1)], ['http_req_duration', 'p(95)<500']),
    ...{ toolVersion: 'v2.2.0', runId: 'run-1', script: { path: 'load/rush.k6.ts', sha256: '' } },
    ...{ startedAt: at, finishedAt: at, complete: true, lateMs: [1] },
  };
  expect(loadEvidence.parse(evidence)).toEqual(evidence);
  expect(loadEvidence.safeParse({ ...evidence, lacks: [] }).success).toBe(false);
  expect(loadEvidence.safeParse({ ...evidence, lacks: evidence.lacks.slice(1) }).success).toBe(false);
  expect(loadEvidence.safeParse({ ...evidence, lateMs: undefined }).success).toBe(false);
});

test('counts a limit by all its tags, by second of the clock', () => {
  const points = [
    ...request(700, pay, 50),
    ...request(300, pay, 150),
    ...request(900, { ...pay, scenario: 'calm' }, 150),
    ...request(900, { ...pay, name: 'search' }, 150),
  ];
  const [limit] = figuresOf(points, ['http_req_duration{scenario:rush,name:pay}', 'p(95)<500']).limits;
  expect(limit).toMatchObject({ samples: 2, beyond: 1, sum: 1000, observed: 700 });
  // 12:00:00.95 and 12:00:01.05: two seconds of the clock.
  expect(limit?.blocks).toEqual([
    { samples: 1, beyond: 1 },
    { samples: 1, beyond: 0 },
  ]);
});

test('takes no answer for beyond every upper limit on its duration, and for nothing else', () => {
  const refused = { ...pay, status: '0', expected_response: 'false', error_code: '1212' };
  const { limits, series, steps } = figuresOf(
    request(0, refused),
    ['http_req_duration', 'p(95)<500'],
    ['http_req_duration', 'p(95)>10'],
    ['http_req_failed', 'rate<0.01'],
  );
  expect(limits.map(({ samples, beyond }) => [samples, beyond])).toEqual([
    [1, 1],
    [0, 0],
    [1, 1],
  ]);
  expect(limits[0]).toMatchObject({ observed: 500, blocks: [{ samples: 1, beyond: 1, unanswered: 1 }] });
  expect(series).toMatchObject([{ status: 'none', requests: 1, failed: 1, durations: { count: 1, maxMs: 0 } }]);
  expect(steps).toEqual([{ name: 'pay', requests: 1, failed: 1 }]);
});

test('keeps a request that never left out of every figure, and one that a redirect caused in them', () => {
  const keptBack = { name: 'away', status: '0', error_code: '1110', expected_response: 'false' };
  const limits: [string, string] = ['http_req_failed', 'rate<0.5'];
  expect(figuresOf([...request(0, keptBack), ...request(5, pay)], limits)).toMatchObject({
    unsent: { requests: 1 },
    requests: 1,
    limits: [{ samples: 1, beyond: 0 }],
    series: [{ step: 'pay' }],
  });
  const redirected = [...request(5, { ...pay, status: '302' }), ...request(0, keptBack)];
  expect(figuresOf(redirected, limits)).toMatchObject({
    unsent: { requests: 0 },
    requests: 2,
    limits: [{ samples: 2, beyond: 1 }],
  });
});

test('counts iterations that were cut off by what they had sent', () => {
  const rush = { scenario: 'rush' };
  const points = [
    ...[1, 2, 3].map(() => point('data_sent', 80, rush)),
    ...[point('iterations', 1, rush), point('iterations', 1, rush)],
    // Of setup, which is no iteration.
    point('data_sent', 80),
  ];
  expect(figuresOf(points)).toMatchObject({ iterations: 2, interruptedIterations: 1 });
});

test('counts every tick of a schedule for a limit on dropped ones', () => {
  const points = [point('iterations', 1), point('iterations', 1), point('dropped_iterations', 1)];
  expect(figuresOf(points, ['dropped_iterations', 'count<2'])).toMatchObject({
    droppedIterations: 1,
    limits: [{ samples: 3, sum: 1 }],
  });
});

test('leaves a limit out that would take a rate per second for a share', () => {
  expect(figuresOf([point('sold', 1)], ['sold', 'rate<0.5']).limits).toEqual([]);
});

test('tells 200 series apart, and says how many it counted together', () => {
  const points = Array.from({ length: 260 }, (_, i) => request(5, { ...pay, name: `/item/${i}` })).flat();
  const { series, foldedSeries, steps, requests } = figuresOf(points);
  expect([series.length, foldedSeries, requests]).toEqual([201, 60, 260]);
  expect(steps.find(({ name }) => name === '(further steps)')?.requests).toBe(60);
});

test('keeps the five slowest requests, with the traces that k6 itself made', () => {
  const points = Array.from({ length: 50 }, (_, i) => point('http_req_duration', i, pay)).map((one) => ({
    ...one,
    metadata: { trace_id: `trace-${one.value}` },
  }));
  const [series] = figuresOf(points).series;
  expect(series?.durations?.slowest.map(({ durationMs, traceId }) => [durationMs, traceId])).toEqual(
    [49, 48, 47, 46, 45].map((ms) => [ms, `trace-${ms}`]),
  );
});

test('refuses a count that is none', () => {
  expect(() => figuresOf([point('http_reqs', 0.5)])).toThrow('no count');
});
