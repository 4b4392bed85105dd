import { describe, expect, test } from 'vitest';
import type { Actual } from '../records/forecast.js';
import type { CapacitySource } from '../records/plan.js';
import { meanMsAt } from '../statistics/scalability.js';
import { measuredOf, runAt, runsOf, server, source } from './capacity-runs.test-data.js';
import { explainForecast } from './explain-forecast.js';
import { forecastOf } from './forecast.js';
import { outcomeOfCapacity } from './outcome-of-capacity.js';

const expecting = (change: Partial<NonNullable<CapacitySource['production']>>): CapacitySource => ({
  ...source,
  production: { ...(source.production as NonNullable<CapacitySource['production']>), ...change },
});
const target = { name: 'shop', url: 'https://staging.example/' };
const said = (from: CapacitySource, steps = runsOf(), url = target.url) => [
  ...explainForecast(from, measuredOf(steps), { runId: 'a run', target: { ...target, url } }),
];
const line = (word: string, lines: ReturnType<typeof said>) => lines.find(([one]) => one === word)?.[1];

describe('a forecast', () => {
  test('is the mean time at production’s share of the load, with the truth in its interval', () => {
    const found = forecastOf(measuredOf(runsOf()), source, 'a run');
    if (found?.kind !== 'told') throw new Error(JSON.stringify(found));
    const truth = meanMsAt(server, 60);
    expect(found.meanMs.middle / truth).toBeCloseTo(1, 1);
    expect(found.meanMs.low).toBeLessThan(truth);
    expect(found.meanMs.high).toBeGreaterThan(truth);
    expect(found.runs).toHaveLength(9);
  });

  test('is the same whenever it is made again, and decides nothing', () => {
    const measured = measuredOf(runsOf());
    const again = () => JSON.stringify(forecastOf(measured, source, 'a run'));
    expect(again()).toBe(again());
    expect(outcomeOfCapacity(measured, source)).toEqual(
      outcomeOfCapacity(measured, { ...source, production: undefined }),
    );
  });

  test('is none where nobody says what production takes', () => {
    expect(forecastOf(measuredOf(runsOf()), { ...source, production: undefined }, 'a run')).toBeUndefined();
    expect(said({ ...source, production: undefined })).toEqual([]);
  });

  test('is withheld, not guessed', () => {
    const why = (from: CapacitySource, steps = runsOf()) => {
      const found = forecastOf(measuredOf(steps), from, 'a run');
      return found?.kind === 'withheld' ? found.why : found?.kind;
    };
    expect(why(source, runsOf().slice(0, 7))).toBe('6 runs can be used, and 7 are needed');
    expect(
      why(
        source,
        runsOf().map(({ load }) => runAt(load, 50, 20)),
      ),
    ).toContain('fewer than 4 loads');
    const narrow = [20, 20, 25, 30, 35, 40, 45, 50, 55].map((rate) => runAt(rate / 10, rate, meanMsAt(server, rate)));
    expect(why(source, narrow)).toBe('the largest load of the runs is less than 3 times the smallest');
    expect(why(expecting({ requestsPerSecond: 182 }))).toMatch(
      /^91 requests\/s on each part as large as staging lie beyond 2 times what was measured: 0\.\d+ to 3\.\d+ requests in flight were measured$/,
    );
    expect(why(expecting({ requestsPerSecond: 250 }))).toContain('are more than the curve can carry');
    expect(why(expecting({ requestsPerSecond: 168 }))).toContain('by the upper end of the interval 84 requests/s');
    expect(why(expecting({ requestsPerSecond: 5 }))).toContain('lie below what was measured');
  });

  test('leaves out what is no run in a steady state, and says which', () => {
    const steps = [...runsOf(), { ...runAt(9, 90, 100), flow: undefined }];
    expect(said(source, steps).filter(([word]) => word === 'left out')).toEqual([
      ['left out', '1.00× its load (10/s): the first run warms staging up'],
      ['left out', '9.00× its load (90/s): how its requests came and went was not kept'],
    ]);
  });
});

describe('in words', () => {
  test('it has its scale and reason, its curve, and that it decides nothing', () => {
    const lines = said(source);
    expect(lines.map(([word]) => word)).toEqual(['forecast', 'scale', 'curve', 'left out', 'score']);
    expect(line('forecast', lines)).toMatch(
      /^120 requests\/s in production will take 2\d(\.\d)? ms on average, 95 % sure of 2\d(\.\d)? ms to 2\d(\.\d)? ms, with 2\.\d+ in flight\. Advisory: it decides nothing\.$/,
    );
    expect(line('scale', lines)).toBe('2 × staging, 60 requests/s on each: four replicas instead of two');
    expect(line('curve', lines)).toMatch(
      /^9 runs with 0\.1\d+ to 3\.\d+ requests in flight; λ \d\d(\.\d)?\/s, σ 0\.\d+, κ .+; its peak lies beyond what can be told$/,
    );
  });

  test('it says where staging shares its machine with the load', () => {
    expect(line('co-located', said(source))).toBeUndefined();
    expect(line('co-located', said(source, runsOf(), 'http://127.0.0.1:8080/'))).toContain('shares its machine');
  });

  test('it has the score of those before', () => {
    const actual: Actual = {
      ...{ schemaVersion: 1, kind: 'actual', runId: 'earlier', script: source.file, requestsPerSecond: 120 },
      ...{ at: '2026-11-01T18:00:00.000Z', recordedAt: '2026-11-02T08:00:00.000Z' },
      ...{ meanMs: 30, foretoldMs: { low: 24, high: 30 } },
    };
    const slow = { ...actual, meanMs: 31 };
    expect(line('score', said(source))).toContain('no forecast was held against production yet');
    const score = line('score', said(expecting({ actuals: [actual, slow, actual] })));
    expect(score).toBe('2 of 3 actual figures of production lay inside their 95 % intervals');
  });
});
