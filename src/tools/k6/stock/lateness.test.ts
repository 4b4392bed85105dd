import { availableParallelism } from 'node:os';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { watchKnownLateness } from './lateness.js';

const startedAtMs = Date.parse('2026-11-20T12:00:00.000Z');

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date'], now: startedAtMs });
  vi.spyOn(performance, 'now').mockImplementation(() => Date.now() - startedAtMs);
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

const idle = (): number => 0;

/** Lets time pass, with k6's ticks after so many milliseconds. */
function ticking(processorMs: (() => number | undefined) | undefined, ticks: number[], untilMs: number): number[] {
  const lateness = watchKnownLateness(processorMs, startedAtMs);
  for (const after of ticks) {
    vi.advanceTimersByTime(startedAtMs + after - Date.now());
    lateness.note(Date.now(), true);
  }
  vi.advanceTimersByTime(startedAtMs + untilMs - Date.now());
  const told = lateness.bySecond();
  lateness.stop();
  return told;
}

test('is on time where its neighbour is, its ticks are, and it has processors to spare', () => {
  expect(ticking(idle, [500, 1500, 2500], 2900)).toEqual([0, 0, 0]);
});

test('is as late as its own tick was', () => {
  expect(ticking(idle, [500, 1500, 2750, 3500, 4500], 4900)).toEqual([0, 250, 250, 0, 0]);
});

test('may have stood still for all the time between ticks that lie too far apart', () => {
  expect(ticking(idle, [500, 1500, 3600, 4500], 4900)).toEqual([0, 2100, 2100, 2100, 0]);
});

test('stood still, too, when it never ticked again and still told of requests', () => {
  const lateness = watchKnownLateness(idle, startedAtMs);
  lateness.note(startedAtMs + 100, true);
  vi.advanceTimersByTime(2200);
  lateness.note(Date.now(), false);
  expect(lateness.bySecond()).toEqual([2100, 2100, 2100]);
  lateness.stop();
});

test('is late by up to a second while it is busy: nobody sees what waits within it', () => {
  let used = 0;
  const busyFromSecond2 = (): number => (used += Date.now() > startedAtMs + 2000 ? 900 * availableParallelism() : 0);
  expect(ticking(busyFromSecond2, [500, 1500, 2500, 3500], 3900)).toEqual([0, 0, 1000, 1000]);
});

test('is late by up to a second where nobody knows how busy it is', () => {
  expect(ticking(undefined, [500, 1500, 2500], 2900)).toEqual([1000, 1000, 1000]);
});
