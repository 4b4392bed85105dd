import { expect, test } from 'vitest';
import type { TestMeasured } from '../records/evidence.js';
import type { LoadEvidence } from '../records/load-evidence.js';
import { loadBeside } from './load-beside.js';

const ofSeconds = (seconds: number) => `2026-11-20T12:00:${seconds.toFixed(3).padStart(6, '0')}Z`;

/** A k6 that ran from second 1.5 to second 6.5 of the minute, and tells of each of them. */
function evidence(change: object = {}): LoadEvidence {
  const column = (ms: number): number[] => Array.from({ length: 6 }, (_, second) => ms + second);
  const none = column(0).map(() => 0);
  const seconds = {
    ...{ hiccupMaxMs: column(1), hiccupP99Ms: none, activeVUs: none, allowedVUs: none, dropped: none },
    ...{ due: column(20), ended: column(10) },
  };
  const instrument = { processors: 2, lacks: [], scenarios: [], seconds };
  const span = { startedAt: ofSeconds(1.5), finishedAt: ofSeconds(6.5) };
  return {
    ...{ tool: 'k6', ...span, requests: 100, threw: 0, unsent: { requests: 0, to: [] } },
    runners: [{ segment: '0:1', ended: false, ...span, instrument }],
    ...change,
  } as unknown as LoadEvidence;
}
function walk(from: number, to: number): TestMeasured {
  const attempt = { steps: [], errors: [], assertions: 1, attachments: [] };
  const span = { startedAt: ofSeconds(from), durationMs: 1000 * (to - from) };
  return { kind: 'test', expectedStatus: 'passed', attempts: [{ status: 'passed', ...attempt, ...span }] };
}

test('is told of the seconds of the walk, the first and the last among them', () => {
  const { seconds, ...all } = loadBeside(evidence(), walk(3.2, 5.1));
  expect(all).toMatchObject({ startedAt: ofSeconds(1.5), finishedAt: ofSeconds(6.5), requests: 100 });
  expect(seconds).toEqual([2, 3, 4].map((at) => ({ due: 20 + at, ended: 10 + at, dropped: 0, lateMs: 1 + at })));
});

test('is told of fewer seconds where the script was over first', () => {
  expect(loadBeside(evidence(), walk(5, 9)).seconds).toHaveLength(2);
  expect(loadBeside(evidence(), walk(8, 9)).seconds).toEqual([]);
});

test('is that of all k6 that ran side by side, and unknown where one of them does not tell', () => {
  const { runners: [one] = [] } = evidence() as { runners?: { startedAt: string }[] };
  expect(loadBeside(evidence({ runners: [one, one] }), walk(3.2, 3.9)).seconds).toEqual([
    { due: 44, ended: 24, dropped: 0, lateMs: 3 },
  ]);
  const later = { ...one, startedAt: ofSeconds(4.5) };
  expect(loadBeside(evidence({ runners: [one, later] }), walk(3.2, 3.9)).seconds[0]?.due).toBeNull();
});

test('is not known of what does not tell it by second', () => {
  const unknown = { due: null, ended: null, dropped: null, lateMs: null };
  expect(loadBeside(evidence({ tool: 'autocannon' }), walk(3.2, 3.9)).seconds).toEqual([unknown]);
  expect(
    loadBeside(evidence({ runners: undefined, droppedIterations: 0, lateMs: [1, 2, 3] }), walk(3.2, 3.9)).seconds,
  ).toEqual([{ ...unknown, lateMs: 3 }]);
});
