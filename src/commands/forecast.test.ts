import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeEach, expect, test, vi } from 'vitest';
import { measuredOf, runsOf, source } from '../policy/capacity-runs.test-data.js';
import { forecastOf } from '../policy/forecast.js';
import type { Forecast } from '../records/forecast.js';
import { addToForecasts, readForecasts } from '../run-folder/forecasts.js';
import { forecastActual, type ActualOptions } from './forecast.js';

let said = '';
beforeEach(() => {
  said = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => ((said += String(text)), true));
});
const place = mkdtempSync(path.join(tmpdir(), 'gonogo-forecast-command-'));
afterAll(() => rmSync(place, { recursive: true }));

function madeBy(runId: string, finishedAt: string, change: Partial<Forecast> = {}): Forecast {
  const found = forecastOf(measuredOf(runsOf()), source, runId);
  if (found?.kind !== 'told') throw new Error('nothing is foretold');
  return {
    ...{ schemaVersion: 1, kind: 'forecast', runId, release: '2.4.0', finishedAt, script: source.file },
    ...{ requestsPerSecond: 120, timesStaging: 2, reason: 'four replicas instead of two' },
    ...{ meanMs: found.meanMs, runs: found.runs, ...change },
  };
}
const first = madeBy('run-1', '2026-11-01T12:00:00.000Z');
const second = madeBy('run-2', '2026-11-03T12:00:00.000Z');
const now = '2026-11-10T00:00:00.000Z';

let made = 0;
function project(...forecasts: Forecast[]) {
  const projectDir = path.join(place, `${(made += 1)}`);
  const file = path.join(projectDir, 'reports/forecasts.jsonl');
  addToForecasts(file, forecasts);
  const actual = (change: Partial<ActualOptions> = {}) => {
    const options = {
      release: '2.4.0',
      at: '2026-11-05T19:00:00+01:00',
      requestsPerSecond: 120,
      meanMs: 25,
      out: 'reports',
    };
    return forecastActual({ ...options, ...change }, now, { projectDir, argv: [], run: undefined, packageDir: place });
  };
  return { actual, file };
}

test('what production took is held against the latest forecast of that release before it, and kept', () => {
  const { actual, file } = project(first, second, madeBy('run-3', '2026-11-07T00:00:00.000Z'));
  expect(actual()).toBe(0);
  expect(said).toMatch(
    /^25 ms lie inside what run run-2 foretold of 120 requests\/s: 2\d(\.\d)? ms to 2\d(\.\d)? ms\n$/,
  );
  expect(actual({ at: '2026-11-02T00:00:00Z', meanMs: 90 })).toBe(0);
  expect(said).toContain('90 ms lie outside what run run-1 foretold');
  expect(readForecasts(file).actuals).toMatchObject([
    { runId: 'run-2', at: '2026-11-05T18:00:00.000Z', recordedAt: now, meanMs: 25 },
    { runId: 'run-1', at: '2026-11-02T00:00:00.000Z', recordedAt: now, meanMs: 90 },
  ]);
});

test('under another load than was expected it is held against what the same runs say of that load', () => {
  const { actual, file } = project(first);
  actual({ requestsPerSecond: 60, meanMs: 14 });
  const [{ foretoldMs } = { foretoldMs: { low: 0, high: 0 } }] = readForecasts(file).actuals;
  expect(foretoldMs.low).toBeLessThan(14.3);
  expect(foretoldMs.high).toBeGreaterThan(14.3);
  expect(foretoldMs.high).toBeLessThan(first.meanMs.low);
});

test.each<[string, Partial<ActualOptions>, string]>([
  [
    'a release without a forecast',
    { release: '9.9.9' },
    'has no forecast of release 9.9.9. Each GO in profile full adds',
  ],
  ['a moment before every forecast', { at: '2026-10-01T00:00:00Z' }, 'what is known already is not foretold'],
  ['a moment that is yet to come', { at: '2026-12-01T00:00:00Z' }, 'is yet to come'],
  ['a moment without a time zone', { at: '2026-11-05T18:00:00' }, 'say a moment with its time zone'],
  [
    'a load that the runs say nothing of',
    { requestsPerSecond: 400 },
    'says nothing of that load, so nothing is recorded',
  ],
])('%s is refused, and nothing is recorded', (_, change, words) => {
  const { actual, file } = project(first);
  expect(() => actual(change)).toThrow(
    expect.objectContaining({ name: 'UsageError', message: expect.stringContaining(words) }),
  );
  expect(readForecasts(file).actuals).toEqual([]);
});

test('of several scripts one has to be named', () => {
  const other = 'load/other.k6.ts';
  const { actual, file } = project(first, madeBy('run-1', first.finishedAt, { script: other }));
  expect(() => actual()).toThrow(`Name one with --script: ${source.file}, ${other}.`);
  actual({ script: other });
  expect(readForecasts(file).actuals).toMatchObject([{ script: other }]);
});
