import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { watchLateness } from './lateness.js';

/** How long the process has stood still so far, timers and all. */
let stoodStillMs: number;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date'] });
  const begin = Date.now();
  stoodStillMs = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => Date.now() - begin + stoodStillMs);
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

test('is on time where nothing holds it up, in each second that has begun', () => {
  const watch = watchLateness();
  expect(watch.bySecond()).toEqual([0]);
  vi.advanceTimersByTime(2500);
  expect(watch.bySecond()).toEqual([0, 0, 0]);
});

test('was as late in each second that it stood still as when it went on', () => {
  const watch = watchLateness();
  vi.advanceTimersByTime(990);
  stoodStillMs += 2500;
  vi.advanceTimersByTime(10);
  expect(watch.bySecond()).toEqual([0, 2500, 2500, 2500]);
  stoodStillMs += 40;
  vi.advanceTimersByTime(20);
  expect(watch.bySecond()).toEqual([0, 2500, 2500, 2500]);
});

test('tells of the second under way too, before its next look', () => {
  const watch = watchLateness();
  vi.advanceTimersByTime(1000);
  stoodStillMs += 300.12345;
  expect(watch.bySecond()).toEqual([0, 290.123]);
});

test('looks no more once it was stopped', () => {
  watchLateness().stop();
  expect(vi.getTimerCount()).toBe(0);
});
