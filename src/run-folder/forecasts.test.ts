import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { measuredOf, runsOf, source } from '../policy/capacity-runs.test-data.js';
import type { Actual, Forecast } from '../records/forecast.js';
import type { CapacitySource, PlannedCheck } from '../records/plan.js';
import { at, place as runs } from '../release/signed-run.test-data.js';
import { addToForecasts, actualsFor, keepForecasts, readForecasts } from './forecasts.js';
import { verdictOf } from './judge.js';
import { checks, rules, runOf } from './what-if.test-data.js';

const place = mkdtempSync(path.join(tmpdir(), 'gonogo-forecasts-'));
afterAll(() => [place, runs].forEach((folder) => rmSync(folder, { recursive: true, force: true })));
let files = 0;
const newFile = () => path.join(place, `${(files += 1)}`, 'forecasts.jsonl');

const script = 'load/rush.k6.ts';
const forecast: Forecast = {
  ...{ schemaVersion: 1, kind: 'forecast', runId: 'run-1', release: '2.4.0', finishedAt: at, script },
  ...{ requestsPerSecond: 120, timesStaging: 2, reason: 'four replicas instead of two' },
  ...{ meanMs: { low: 20, middle: 25, high: 30 }, runs: [{ perSecond: 10, meanMs: 11 }] },
};
const actual: Actual = {
  ...{ schemaVersion: 1, kind: 'actual', runId: 'run-1', script, requestsPerSecond: 120, meanMs: 24 },
  ...{ at: '2026-11-21T18:00:00.000Z', recordedAt: '2026-11-22T08:00:00.000Z', foretoldMs: { low: 20, high: 30 } },
};

describe('the forecasts that were made', () => {
  test('are none without a file, and are kept once with what came of them', () => {
    const file = newFile();
    expect(readForecasts(file)).toEqual({ forecasts: [], actuals: [] });
    addToForecasts(file, [forecast, actual]);
    addToForecasts(file, [forecast, actual]);
    expect(readForecasts(file)).toEqual({ forecasts: [forecast], actuals: [actual] });
    expect(readFileSync(file, 'utf8').trim().split('\n')).toHaveLength(2);
  });

  test.each([
    ['a line that is torn off', '{"schemaVersion":1,"ki', 'line 2: this is no JSON. Mend the line, or delete it'],
    ['another version', '{"schemaVersion":2,"kind":"forecast"}', 'line 2: no line of forecasts by this version'],
    [
      'another word on the same forecast',
      JSON.stringify({ ...forecast, meanMs: { low: 1, middle: 25, high: 99 } }),
      'line 2: a line above says otherwise of the forecast of load/rush.k6.ts, run run-1',
    ],
    [
      'an actual of no forecast',
      JSON.stringify({ ...actual, runId: 'run-2' }),
      'line 2: no line above is the forecast of load/rush.k6.ts by run run-2',
    ],
    ['an actual without figures', JSON.stringify({ ...actual, meanMs: 0 }), 'line 2: no line of forecasts'],
  ])('are refused with %s, by its line', (_, line, words) => {
    const file = newFile();
    addToForecasts(file, [forecast]);
    writeFileSync(file, `${readFileSync(file, 'utf8')}${line}\n`);
    expect(() => readForecasts(file)).toThrow(words);
    expect(() => addToForecasts(file, [actual])).toThrow(words);
    const reportsDir = path.dirname(file);
    const expected = [{ script, requestsPerSecond: 1, timesStaging: 1, reason: 'the same machines' }];
    expect(() => actualsFor({ production: { hosts: [], expected } }, { reportsDir })).toThrow(words);
    expect(actualsFor({ production: { hosts: [] } }, { reportsDir })).toEqual([]);
  });

  test('take no second word on the same moment', () => {
    const file = newFile();
    addToForecasts(file, [forecast, actual]);
    expect(() => addToForecasts(file, [{ ...actual, meanMs: 29 }])).toThrow(
      'has the actual of load/rush.k6.ts, run run-1, already, and it says otherwise',
    );
    expect(readForecasts(file).actuals).toEqual([actual]);
  });

  test('give who goes on with a run what was known when that one began', () => {
    const file = newFile();
    const later = { ...actual, at: '2026-11-22T18:00:00.000Z', recordedAt: '2026-11-23T08:00:00.000Z' };
    addToForecasts(file, [forecast, actual, later]);
    const config = { production: { hosts: [], expected: [] } };
    const reportsDir = path.dirname(file);
    expect(actualsFor(config, { reportsDir })).toEqual([actual, later]);
    expect(actualsFor(config, { reportsDir, before: '2026-11-23T00:00:00.000Z' })).toEqual([actual]);
  });
});

describe('a run', () => {
  const capacity = (of: CapacitySource): PlannedCheck => ({
    ...{ id: 'load/rush/capacity', title: 'a', stage: 'load', tier: 'blocking', thirdParties: [] },
    source: of,
  });

  /** What a run under some staging leaves beside its folder. */
  function left(of = source, steps = runsOf()) {
    const run = runOf(rules(), [...checks, capacity(of)], { 'load/rush/capacity': () => measuredOf(steps) });
    const { plan, evidence } = run;
    const judged = { verdict: verdictOf(run, at), plan, evidence };
    const dir = path.join(path.dirname(newFile()), 'runs', plan.runId);
    keepForecasts(dir, judged);
    keepForecasts(dir, judged);
    return {
      word: judged.verdict.verdict,
      runId: plan.runId,
      ...readForecasts(path.join(dir, '../../forecasts.jsonl')),
    };
  }

  test('that is GO keeps what it foretells, once', () => {
    const { word, runId, forecasts } = left();
    expect(word).toBe('GO');
    expect(forecasts).toMatchObject([
      {
        ...{ runId, release: '2.4.0', finishedAt: at, script, requestsPerSecond: 120, timesStaging: 2 },
        meanMs: { middle: expect.closeTo(25, -1) as number },
      },
    ]);
    expect(forecasts[0]?.runs).toHaveLength(9);
  });

  test('that is not GO, or has nothing to foretell, keeps nothing', () => {
    expect(left({ ...source, atLeast: 12 })).toMatchObject({ word: 'INCONCLUSIVE', forecasts: [] });
    const silent = { ...source, production: undefined };
    expect(left(silent)).toMatchObject({ word: 'GO', forecasts: [] });
    expect(left(source, runsOf().slice(-3))).toMatchObject({ word: 'GO', forecasts: [] });
  });
});
