import { describe, expect, test } from 'vitest';
import type { SteadyMeasured } from '../records/load-measured.js';
import type { SteadySource } from '../records/plan.js';
import { explainSteady } from './explain-steady.js';
import { outcomeOfSteady } from './outcome-of-steady.js';
import { steadyAs } from './steady-record.js';

const memory: SteadySource = {
  ...{ kind: 'steady', file: 'load/rush.k6.ts', tool: 'k6' },
  ...{ metric: 'process_resident_memory_bytes', atMostPercentPerHour: 10 },
};
const latency: SteadySource = { ...memory, metric: 'http_req_duration' };
type Readings = [number, number][];

/** Half an hour of ten requests a second; what the gauge of each process reads, and what a request takes, by second. */
function run(
  processes: readonly ((second: number) => number)[],
  {
    seconds = 1800,
    rate = (_: number): number => 10,
    ms = (_: number): number => 100,
    lateMs = (_: number): number | null => 1,
  } = {},
): SteadyMeasured {
  const each = Array.from({ length: seconds }, (_, second) => second);
  const requests = each.map((second): [number, number] => [rate(second), rate(second) * ms(second)]);
  const sent = requests.reduce((sum, [count]) => sum + count, 0);
  const { generator } = steadyAs(memory, 0);
  const readingsOf = (of: (second: number) => number): Readings =>
    each.filter((second) => seconds < 100 || second % 5 === 0).map((second) => [second + 0.1, of(second)]);
  return {
    ...{ kind: 'steady', requests, unanswered: 0 },
    gauge: processes.map((of, at) => ({ process: `process ${at + 1}`, readings: readingsOf(of) })),
    period: { startedAt: '2026-11-20T12:00:00.000Z', durationMs: 1000 * seconds },
    generator: { ...generator, requests: sent, iterations: sent, lateMs: each.map(lateMs) },
  };
}
/** Grows by so many per cent of 200 MB an hour, with something that goes up and down besides. */
const growing =
  (percent: number, noise = 0.2) =>
  (second: number): number =>
    200e6 * (1 + (percent / 100) * (second / 3600) + (noise / 100) * Math.sin(second * second));
const even = growing(0);
const fared = (measured: SteadyMeasured, change: Partial<SteadyMeasured['generator']>): SteadyMeasured => ({
  ...measured,
  generator: { ...measured.generator, ...change },
});

describe('memory that may grow by 10 % an hour', () => {
  test('passes while it does not, and says by how much at most', () => {
    expect(outcomeOfSteady(run([even]), memory)).toMatchObject({
      ...{ outcome: 'passed', durationMs: 1_800_000 },
      expected: 'process_resident_memory_bytes grows by at most 10 % an hour',
      actual: expect.stringMatching(/^(\+|−)?0\.\d+ % an hour$/),
      message: expect.stringMatching(
        /^process_resident_memory_bytes: .+ an hour, from (199|200)(\.\d)? MB to 200(\.\d)? MB; 95 % sure of at most \+0\.\d+ % \(10 % may be\)\.$/,
      ),
    });
  });

  test('is judged by whole seconds of load: of the last one there is only a part', () => {
    for (const part of [3, 5, 8]) {
      const ragged = run([even], { seconds: 27, rate: (second) => (second === 26 ? part : 10) });
      expect(outcomeOfSteady(ragged, { ...memory, atMostPercentPerHour: 10_000 })).toMatchObject({ outcome: 'passed' });
    }
  });

  test('fails by the worst of its processes, whatever the others do', () => {
    expect(outcomeOfSteady(run([growing(-20), growing(30), growing(-20)]), memory)).toMatchObject({
      ...{ outcome: 'failed', reasonCode: 'grows' },
      message: expect.stringMatching(
        /^process_resident_memory_bytes of process 2, the worst of 3 processes: \+2\d(\.\d)? % an hour, from 20\d(\.\d)? MB to 22\d(\.\d)? MB; 95 % sure of at least \+2\d/,
      ),
    });
  });

  test('stays proven to grow though load was never sent, or fell', () => {
    const leak = run([growing(30)]);
    expect(outcomeOfSteady(fared(leak, { droppedIterations: 3 }), memory).outcome).toBe('failed');
    const falling = run([growing(30)], { rate: (second) => (second < 900 ? 10 : 5) });
    expect(outcomeOfSteady(falling, memory).outcome).toBe('failed');
  });

  test('is left open where neither is proven, with how long it would take', () => {
    const noisy = outcomeOfSteady(run([growing(4, 20)]), memory);
    expect(noisy).toMatchObject({ outcome: 'insufficient', reasonCode: 'interval-straddles-limit' });
    const [, needed] = /would have to last about (\d+) min to tell; this one lasted 30 min/.exec(noisy.message) ?? [];
    expect(Number(needed)).toBeGreaterThan(30);
  });

  const healthy = run([even]);
  const flaws: [string, SteadyMeasured, string, RegExp][] = [
    ['too short a run', run([even], { seconds: 25 }), 'too-few-samples', /lasted 24 s, .+ takes at least 25 s/],
    [
      'requests that nobody answered',
      { ...fared(run([even], { rate: () => 0 }), { requests: 5 }), unanswered: 5 },
      'zero-samples',
      /No request was answered/,
    ],
    [
      'load that was over early',
      run([even], { rate: (second) => (second < 1200 ? 10 : 1) }),
      'too-few-samples',
      /over after 1199 of 1800 s/,
    ],
    [
      'load that rose, though it grew',
      run([growing(30)], { rate: (second) => 10 + Math.floor(second / 300) }),
      'interval-straddles-limit',
      /load itself rose by \d\d(\.\d)? % meanwhile/,
    ],
    [
      'load that fell, though it did not grow',
      run([even], { rate: (second) => 20 - Math.floor(second / 300) }),
      'interval-straddles-limit',
      /load itself fell by \d\d(\.\d)? % meanwhile/,
    ],
    ['no process', run([]), 'no-evidence', /was not read/],
    [
      'a process that was not read for a while',
      { ...healthy, gauge: [{ process: 'A', readings: [[1, 1]] }] },
      'no-evidence',
      /Nothing is known of process_resident_memory_bytes of the process with A from 360 s to 432 s/,
    ],
    ['a gauge that stands at nothing', run([() => 0]), 'invalid-number', /is 0 on average/],
    ['a gauge below nothing', run([() => -5]), 'invalid-number', /is -5 on average/],
    ['dropped iterations', fared(healthy, { droppedIterations: 3 }), 'dropped-iterations', /never sent/],
    [
      'a generator that stood still',
      run([even], { lateMs: (second) => (second === 7 ? null : 1) }),
      'generator-saturated',
      /stood still in 1 of 1800 seconds/,
    ],
    ['a generator that died', fared(healthy, { complete: false }), 'runner-died', /to the end/],
    [
      'requests without an answer',
      { ...fared(healthy, { requests: 20_000 }), unanswered: 200 },
      'too-few-samples',
      /200 of 18200 requests got no answer \(1 % may be\)/,
    ],
    ['more requests than were sent', fared(healthy, { requests: 5 }), 'counts-disagree', /hold 18000 requests, and 5/],
    ['lateness of other seconds', fared(healthy, { lateMs: [1] }), 'counts-disagree', /told of 1 seconds/],
    [
      'durations of no requests',
      { ...healthy, requests: healthy.requests.map(([count], at) => (at === 3 ? [0, 5] : [count, 5])) },
      'counts-disagree',
      /durations of no requests/,
    ],
  ];
  test.each(flaws)('is not judged by %s', (_, measured, reasonCode, words) => {
    const found = outcomeOfSteady(measured, memory);
    expect(found).toMatchObject({ reasonCode, message: expect.stringMatching(words) });
    expect(['passed', 'failed']).not.toContain(found.outcome);
  });
});

describe('how long requests take', () => {
  const slower = (second: number): number => 100 * (1 + second / 3600);

  test('is judged by all that were answered', () => {
    expect(outcomeOfSteady(run([]), latency).outcome).toBe('passed');
    expect(outcomeOfSteady(run([], { ms: slower }), latency)).toMatchObject({
      ...{ outcome: 'failed', reasonCode: 'grows' },
      message: expect.stringMatching(/^http_req_duration: \+\d\d(\.\d)? % an hour, from 111 ms to 149 ms; /),
    });
  });

  test.each<[string, (second: number) => number | null]>([
    ['was later and later itself', (second) => second / 50],
    ['was not let run', (second) => (second === 900 ? null : 1)],
  ])('is not the product’s matter if the generator %s', (_, lateMs) => {
    expect(outcomeOfSteady(run([], { ms: slower, lateMs }), latency)).toMatchObject({
      ...{ outcome: 'insufficient', reasonCode: 'generator-saturated' },
      message: expect.stringMatching(/that may be what makes requests \d\d(\.\d)? ms slower/),
    });
  });

  test('is the product’s matter if the generator was as late all the time', () => {
    expect(outcomeOfSteady(run([], { ms: slower, lateMs: () => 30 }), latency).outcome).toBe('failed');
  });
});

test('the batches, the slope and where it would turn are explained', () => {
  const said = [...explainSteady(memory, run([growing(4), even]))];
  const line = ['process', 'batches', 'interval', 'flips'];
  expect(said.map(([word]) => word)).toEqual(['rule', 'measured', ...line, ...line]);
  expect(said[1]?.[1]).toBe('1799 s of load, in batches of 72 s; load changed by 0 %');
  expect(said[3]?.[1].split(', ')).toHaveLength(20);
  expect(said[4]?.[1]).toMatch(/^\+\d(\.\d+)? % an hour, \+\d(\.\d+)? % to \+\d(\.\d+)? %; 10 % may be$/);
  expect(said[5]?.[1]).toMatch(/^it would pass up to \+9\.\d+ % an hour; has \+\d(\.\d+)? %; it would fail above \+10/);
  const none = [...explainSteady(memory, run([]))];
  expect(none.at(-1)).toEqual(['measured', 'nothing that tells: process_resident_memory_bytes was not read.']);
});
