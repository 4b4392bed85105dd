import { describe, expect, test } from 'vitest';
import type { CapacityMeasured, LimitMeasured } from '../records/load-measured.js';
import type { CapacitySource } from '../records/plan.js';
import { comparedWith } from './compared.test-data.js';
import { explainCapacity } from './explain-capacity.js';
import { capacityAs, countsOf, measuredAs, samplesFor } from './good-record.js';
import { outcomeOfCapacity } from './outcome-of-capacity.js';

const { limit, file } = comparedWith([]);
const source: CapacitySource = {
  ...{ kind: 'capacity', file, tool: 'k6', atLeast: 2, most: 16, peakRate: 25 },
  limits: [{ check: 'load/rush/p95', limit }],
};
const good = measuredAs({ limit }, 100);
const exceeded = countsOf(limit, samplesFor(limit));
const lost: LimitMeasured = { ...good, generator: { ...good.generator, interruptedIterations: 1 } };

const run = (load: number, ...limits: LimitMeasured[]) => ({ load, limits });
const judged = (...steps: CapacityMeasured['steps']) => {
  const period = { startedAt: '2026-11-20T12:00:00.000Z', durationMs: 90_000 };
  return outcomeOfCapacity({ kind: 'capacity', steps, period }, source);
};
const kept = (load: number) => [1, 2, 3].map(() => run(load, good));

describe('at least twice its load', () => {
  test('is taken if that much was kept three times, and what stops it is said', () => {
    expect(judged(...kept(3), run(4, exceeded))).toMatchObject({
      ...{ outcome: 'passed', durationMs: 90_000 },
      ...{ expected: 'at least 2.00× its load (50/s)', actual: '3.00× its load (75/s)' },
      message: expect.stringMatching(
        /^It takes 3\.00× its load \(75\/s\), kept 3 times: 1\.50× what is asked for\. Under 4\.00× its load \(100\/s\): .+ samples are on the wrong side/,
      ),
    });
  });

  test('is taken where nothing stopped it: more was not tried', () => {
    const { outcome, message } = judged(...kept(16));
    expect([outcome, message]).toEqual([
      'passed',
      expect.stringContaining('More than 16.00× its load (400/s) was not'),
    ]);
  });

  test('is not if a limit is exceeded for sure under that much or less', () => {
    expect(judged(...kept(1), run(1.5, exceeded))).toMatchObject({
      ...{ outcome: 'failed', reasonCode: 'limit-exceeded', actual: '1.00× its load (25/s)' },
      message: expect.stringMatching(/^Under 1\.50× its load \(37\.5\/s\): /),
    });
    // Whatever was kept above it.
    expect(judged(run(1.5, exceeded), ...kept(3)).outcome).toBe('failed');
  });

  test.each([
    ['a limit is exceeded only above it', [...kept(1.9), run(2.1, exceeded)], 'interval-straddles-limit'],
    ['it was kept twice', kept(2).slice(1), 'too-few-samples'],
    ['less was kept', kept(1.9), 'too-few-samples'],
    ['nothing was run', [], 'too-few-samples'],
    ['the generator fell short below it', [...kept(1), run(1.5, lost)], 'iterations-cut-off'],
    ['a limit was not measured', [...kept(1), run(2)], 'no-evidence'],
    ['something below it was not kept, whatever was kept above', [run(1.5, lost), ...kept(3)], 'iterations-cut-off'],
  ])('is open where %s', (_, steps, reasonCode) => {
    const found = judged(...steps);
    expect(found.outcome).not.toBe('passed');
    expect(found.outcome).not.toBe('failed');
    expect(found.reasonCode).toBe(reasonCode);
  });
});

test('every run is explained, and what the capacity lies between', () => {
  const steps = [...capacityAs(source, 3).steps, run(4, exceeded)];
  const said = [...explainCapacity(source, { kind: 'capacity', steps })];
  expect(said.map(([word]) => word)).toEqual(['rule', 'kept', 'kept', 'kept', 'exceeded', 'interval']);
  expect(said.at(-1)?.[1]).toBe('between 3.00× its load (75/s) and 4.00× its load (100/s)');
});
