import { describe, expect, test } from 'vitest';
import type { LimitMeasured } from '../records/load-measured.js';
import { runAt } from './capacity-runs.test-data.js';
import { flowOfRun } from './flow-of-run.js';

const run = runAt(1, 50, 20);
const why = { why: undefined };

/** With other seconds, or another generator. */
const seconds = (change: (all: NonNullable<typeof run.flow>['seconds']) => object[]) => ({
  ...run,
  flow: { scenarios: 1, seconds: change(run.flow?.seconds ?? []) } as typeof run.flow,
});
const generator = (change: Partial<LimitMeasured['generator']>) => ({
  ...run,
  limits: run.limits.map((limit) => ({ ...limit, generator: { ...limit.generator, ...change } })),
});

test('a run is its throughput and mean time over its whole seconds: those at its ends do not count', () => {
  expect(flowOfRun(run, why)).toEqual({ perSecond: 50, meanMs: 20 });
  const quiet = { requests: 0, sumMs: 0, activeVUs: 0 };
  expect(
    flowOfRun(
      seconds((all) => [quiet, quiet, ...all, quiet]),
      why,
    ),
  ).toEqual({ perSecond: 50, meanMs: 20 });
  // A second of the middle in which nothing was answered is one.
  const one = { requests: 50, sumMs: 1000, activeVUs: 1 };
  const halting = seconds((all) => [...all.slice(0, 6), quiet, one, ...all.slice(6)]);
  expect(flowOfRun(halting, why)).toEqual({ perSecond: 550 / 12, meanMs: 20 });
});

describe('it is none', () => {
  test.each([
    ['where nothing was kept of it', { load: 1, limits: run.limits }, 'was not kept'],
    ['where k6 did not come to its end', generator({ complete: false }), 'did not come to its end'],
    ['where iterations were dropped', generator({ droppedIterations: 1 }), 'not all that was due was sent'],
    ['where iterations threw', generator({ threw: 1 }), 'not all that was due was sent'],
    ['where iterations were cut off', generator({ interruptedIterations: 1 }), 'not all that was due was sent'],
    ['where requests were kept back', generator({ unsent: { requests: 2, to: [] } }), 'not all that was due was sent'],
    ['where 2 % failed', generator({ requests: 500, failedRequests: 10 }), '2 % of its requests failed'],
    ['of four whole seconds', runAt(1, 50, 20, 4), 'it has 4 whole seconds, and 5 are needed'],
    ['without a request', seconds((all) => all.map((one) => ({ ...one, requests: 0 }))), 'it has 0 whole seconds'],
    [
      'where the load grows',
      seconds((all) => all.map((one, i) => ({ ...one, requests: 20 * i, sumMs: 400 * i }))),
      'its load was not the same all the time: 280 requests in its first half, 680 in its second',
    ],
    ['where no request took time', seconds((all) => all.map((one) => ({ ...one, sumMs: 0 }))), 'no request took any'],
    [
      'where k6 tells of fewer than half of its seconds who was active',
      seconds((all) => all.map((one, i) => ({ ...one, activeVUs: i < 5 ? 1 : null }))),
      'does not tell how many virtual users',
    ],
    [
      'where the script waits between requests',
      seconds((all) => all.map((one) => ({ ...one, activeVUs: 30 }))),
      "k6 had 30 virtual users active, and by Little's law 1 requests were in flight",
    ],
    [
      'where it sends several at once',
      seconds((all) => all.map((one) => ({ ...one, sumMs: 10_000, activeVUs: 3 }))),
      "k6 had 3 virtual users active, and by Little's law 10 requests were in flight",
    ],
  ])('%s', (_, step, words) => {
    expect(flowOfRun(step, why)).toContain(words);
  });

  test('where the generator was at its end', () => {
    const saturated = { outcome: 'insufficient', reasonCode: 'generator-saturated', message: '' } as never;
    expect(flowOfRun(run, { why: saturated })).toBe('the generator was at its end');
  });
});

test('k6 looks once a second: by a fourth, or by one for each scenario, it may be mistaken', () => {
  const active = (activeVUs: number, sumMs: number) =>
    typeof flowOfRun(
      seconds((all) => all.map((one) => ({ ...one, sumMs, activeVUs }))),
      why,
    );
  expect([active(0, 1000), active(2, 1000), active(2.1, 1000)]).toEqual(['object', 'object', 'string']);
  expect([active(25, 20_000), active(15, 20_000), active(26, 20_000)]).toEqual(['object', 'object', 'string']);
});
