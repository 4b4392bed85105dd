import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openProgress } from './progress.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const stages = [
  { id: 'environment', planned: 5, noun: 'test', estimatedSeconds: 4 },
  { id: 'journeys', planned: 24, noun: 'test', estimatedSeconds: 60 },
];

function open(terminal: { isTTY?: boolean; columns?: number; rows?: number } = {}) {
  const written: string[] = [];
  const stream = { ...terminal, write: (text: string) => written.push(text) };
  const progress = openProgress({ stream, stages, now: () => Date.now(), environment: { NO_COLOR: '1' } });
  return { progress, text: () => written.join('') };
}

test('says how many are tried again, beside those that failed for good', () => {
  const { progress, text } = open({ isTTY: true, columns: 100, rows: 24 });
  progress.begin('journeys');
  progress.update('journeys', { done: 7, failed: 2, again: 1 });
  expect(text()).toContain('  › journeys      7 of 24 tests, 2 failed, trying 1 again   0 s, about 1 min 0 s left');
  progress.close();
});

test('a failure that is tried again is not done and not failed yet, and says that it is tried again', () => {
  const { progress, text } = open();
  progress.begin('environment');
  progress.update('environment', { done: 3, failed: 0, again: 1 });
  progress.update('environment', { done: 3, failed: 0, again: 1 });
  vi.advanceTimersByTime(1000);
  progress.update('environment', { done: 3, failed: 0, again: 2 });
  progress.update('environment', { done: 5, failed: 0, again: 0, doneAgoMs: 0 });
  progress.end('environment', 'flaky');
  progress.close();
  expect(text().split('\n')).toEqual([
    '› environment: 5 tests planned, about 4 s',
    '? environment: 3 of 5 tests, trying 1 again, 0 s so far, about 4 s left',
    '? environment: 3 of 5 tests, trying 2 again, 1 s so far, about 3 s left',
    '? environment: flaky, 5 of 5 tests in 1.0 s',
    '',
  ]);
});

test('a stage that was said to be through and to have failed does not say so twice, and another end is said', () => {
  const { progress, text } = open();
  for (const [stage, outcome] of [
    ['environment', 'failed'],
    ['journeys', 'errored'],
  ] as const) {
    progress.begin(stage);
    progress.update(stage, { done: 5, failed: 1, again: 0, doneAgoMs: 0 });
    vi.advanceTimersByTime(2000);
    progress.end(stage, outcome);
  }
  progress.close();
  expect(text().split('\n')).toEqual([
    '› environment: 5 tests planned, about 4 s',
    '✗ environment: 5 of 5 tests, 1 failed in 0 ms',
    '› journeys: 24 tests planned, about 60 s',
    '✗ journeys: 5 of 24 tests, 1 failed in 0 ms',
    '? journeys: errored, 5 of 24 tests, 1 failed in 0 ms',
    '',
  ]);
});

test('a stage whose tools died while something was tried again tries nothing any more', () => {
  const { progress, text } = open();
  progress.begin('environment');
  progress.update('environment', { done: 4, failed: 0, again: 1 });
  progress.end('environment', 'missing');
  progress.close();
  expect(text()).toContain('? environment: missing, 4 of 5 tests in 0 ms');
});
