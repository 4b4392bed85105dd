import { expect, test } from 'vitest';
import { fellShort, row } from './decided.test-data.js';
import { stagesOf } from './stages.js';

test('stages come in the order of the plan, each with its own checks, its worst outcome and how long it measured', () => {
  const checks = [row('load/a'), fellShort('journeys/a', 'failed'), row('load/b'), row('journeys/b')];
  const stages = stagesOf(
    checks,
    new Map([
      ['load', 12.5],
      ['elsewhere', 1],
    ]),
  );
  expect(stages).toMatchObject([
    { id: 'load', durationMs: 12.5, outcome: 'passed', counts: { planned: 2, passed: 2, failed: 0 } },
    { id: 'journeys', durationMs: 0, outcome: 'failed', counts: { planned: 2, passed: 1, failed: 1 } },
  ]);
  expect(stages).toHaveLength(2);
});

test('without checks there are no stages', () => {
  expect(stagesOf([], new Map([['load', 1]]))).toEqual([]);
});
