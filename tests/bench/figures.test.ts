import { expect, test } from 'vitest';
import { childrenOf, criticalPathMs, median, outcomeOf, ratiosOf, tableOf } from './figures.mjs';

const steps = [
  { id: 'set-up', startMs: 0, durationMs: 900 },
  { id: 'gathering/functional', startMs: 1000, durationMs: 6100, processMs: 6000 },
  { id: 'gathering/checkout-rush', startMs: 7200, durationMs: 4050, processMs: 4000 },
];
const cpu = { engineMs: 60, supervisorMs: 20, inquiriesMs: 40, childrenMs: 4000 };
const sampled = { engineMs: 55, supervisorMs: 25, childrenMs: 8000 };

function engineRun(wallMs: number, used: object = {}, seen: object | null = {}) {
  const timings = { schemaVersion: 1 as const, runId: 'r', durationMs: wallMs, steps, cpu: { ...cpu, ...used } };
  return { wallMs, timings, ...(seen && { sampled: { ...sampled, ...seen } }) };
}

function pair(...run: Parameters<typeof engineRun>) {
  const engine = engineRun(...run);
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

test('(c) divides by the larger of the kernel’s sum and the sampled one', () => {
  expect(childrenOf(engineRun(10_200))).toEqual({ ms: 8000, by: 'samples' });
  expect(childrenOf(engineRun(10_200, { childrenMs: 9000 }))).toEqual({ ms: 9000, by: 'kernel' });
  expect(pair(10_200).ratios).toMatchObject({ cpu: 0.01, cpuWithInquiries: 0.015 });
});

test.each([
  ['the kernel’s sum is absent', { childrenMs: undefined }, {}],
  ['the kernel’s sum is 0', { childrenMs: 0 }, {}],
  ['the supervisor’s own time is absent', { supervisorMs: undefined }, {}],
  ['there are no samples', {}, null],
  ['the samples saw nobody below the supervisor', {}, { childrenMs: 0 }],
  ['the samples saw another engine', {}, { engineMs: 2000 }],
  ['the samples saw another supervisor', { supervisorMs: 2000 }, {}],
])('(c) is not measured when %s', (_, used, seen) => {
  const lacking = pair(10_200, used, seen);
  expect(lacking.ratios).toMatchObject({ cpu: undefined, cpuWithInquiries: undefined });
  expect(outcomeOf([pair(10_200), pair(10_200), lacking])).toBe('notMeasured');
  const table = tableOf([lacking]);
  expect(table).toMatch(/\(c\) CPU.* – \| +not measured \| +– \| +0 \| ≤ 2\.0 %: \*\*not measured\*\*/);
  expect(table).toContain('for (c): neither');
});

test('one median over its budget is over budget, and without a figure nothing is within', () => {
  expect(outcomeOf([pair(10_200), pair(10_900), pair(10_250)])).toBe('withinBudgets');
  expect(outcomeOf([pair(10_900), pair(10_900), pair(10_250)])).toBe('overBudget');
  expect(outcomeOf([pair(10_900, {}, null)])).toBe('overBudget');
  expect(outcomeOf([])).toBe('notMeasured');
});

test('the table names minimum, median, maximum and n, and marks what is over budget', () => {
  const table = tableOf([pair(10_200), pair(10_900), pair(10_400, { childrenMs: 8000 })]);
  expect(table).toMatch(/\(a\).*1\.020 × \| +1\.040 × \| +1\.090 × \| +3 \| .*\*\*over\*\*/);
  expect(table).toMatch(/\(c\) CPU.* 1\.0 % \| +3 \| +≤ 2\.0 % /);
});

test('the table has both sums of the children’s time, and which of them (c) divides by', () => {
  const table = tableOf([pair(10_200), pair(10_400, { childrenMs: 9000 })]);
  expect(table).toMatch(/as the kernel adds up +\| +4\.0 s \| +6\.5 s \| +9\.0 s/);
  expect(table).toMatch(/children, CPU, as sampled +\| +8\.0 s \| +8\.0 s/);
  expect(table).toMatch(/for \(c\): the sampled or the kernel's +\| +8\.0 s \| +8\.5 s \| +9\.0 s/);
  expect(tableOf([pair(10_200)])).toMatch(/for \(c\): the sampled +\|/);
  expect(table).toMatch(/bare tools, CPU, as sampled +\| +– \| not measured/);
});
