import { expect, test } from 'vitest';
import { criticalPathMs, isWithinBudgets, median, ratiosOf, tableOf } from './figures.mjs';

const steps = [
  { id: 'set-up', startMs: 0, durationMs: 900 },
  { id: 'gathering/functional', startMs: 1000, durationMs: 6100, processMs: 6000 },
  { id: 'gathering/checkout-rush', startMs: 7200, durationMs: 4050, processMs: 4000 },
];
const cpu = { engineMs: 60, supervisorMs: 20, inquiriesMs: 40, childrenMs: 8000 };

function pair(wallMs: number, used: object = cpu) {
  const timings = { schemaVersion: 1 as const, runId: 'r', durationMs: wallMs, steps, cpu: { engineMs: 60, ...used } };
  const engine = { wallMs, timings };
  const tools = { wallMs: 10_000, counted: '' };
  return { engine, tools, ratios: ratiosOf(engine, tools) };
}

test('the critical path is the life of the gatherings’ own processes', () => {
  expect(criticalPathMs(pair(10_200).engine.timings)).toBe(10_000);
  const lacking = {
    ...pair(10_200).engine.timings,
    steps: steps.map(({ id, startMs }) => ({ id, startMs, durationMs: 1 })),
  };
  expect(() => criticalPathMs(lacking)).toThrow('processMs');
});

test('the median of an even number lies between the two in the middle', () => {
  expect(median([3, 1, 2])).toBe(2);
  expect(median([4, 1, 3, 2])).toBe(2.5);
  expect(median([])).toBeNaN();
});

test('one median over its budget is over budget, and one that could not be measured is too', () => {
  expect(isWithinBudgets([pair(10_200), pair(10_900), pair(10_250)])).toBe(true);
  expect(isWithinBudgets([pair(10_900), pair(10_900), pair(10_250)])).toBe(false);
  expect(isWithinBudgets([pair(10_200, { supervisorMs: undefined, childrenMs: undefined })])).toBe(false);
  expect(isWithinBudgets([])).toBe(false);
});

test('the table names minimum, median, maximum and n, and marks what is over budget', () => {
  const table = tableOf([pair(10_200), pair(10_900), pair(10_400)]);
  expect(table).toMatch(/\(a\).*1\.020 × \| +1\.040 × \| +1\.090 × \| +3 \| .*\*\*over\*\*/);
  expect(table).toMatch(/\(c\) CPU.* 1\.0 % \| +3 \| +≤ 2\.0 %/);
  expect(tableOf([pair(10_200, { supervisorMs: undefined })])).toMatch(/\(c\) CPU.*– \| +0 \| .*\*\*over\*\*/);
});
