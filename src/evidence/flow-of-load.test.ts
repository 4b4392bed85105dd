import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { loadEvidence, stockK6Lacks, type LoadEvidence } from '../records/load-evidence.js';
import { flowOfLoad } from './flow-of-load.js';

/** What the extension itself writes. */
const golden = readFileSync(path.resolve(import.meta.dirname, '../../load/xk6/testdata/evidence.golden'), 'utf8');
const written = loadEvidence.parse(JSON.parse(golden)) as Extract<LoadEvidence, { tool: 'k6' }>;
const flowOf = (change: Partial<typeof written>) => flowOfLoad(loadEvidence.parse({ ...written, ...change }));
const totals = (flow: ReturnType<typeof flowOfLoad>) => ({
  requests: flow?.seconds.reduce((sum, { requests }) => sum + requests, 0),
  sumMs: flow?.seconds.reduce((sum, { sumMs }) => sum + sumMs, 0),
});

test('is every request of the scenarios, with the exact sum of their durations, by second', () => {
  const durations = written.series.flatMap((one) => one.durations ?? []);
  const flow = flowOfLoad(written);
  expect(totals(flow)).toEqual({
    requests: durations.reduce((sum, { count }) => sum + count, 0),
    sumMs: expect.closeTo(
      durations.reduce((sum, { sumMs }) => sum + sumMs, 0),
      3,
    ) as number,
  });
  expect(flow?.seconds.map(({ activeVUs }) => activeVUs)).toEqual([null, 20, null, null]);
  expect(flow?.scenarios).toBe(1);
});

test('leaves out set-up and teardown, and keeps what is counted together', () => {
  const [first, ...others] = written.series;
  if (first === undefined) throw new Error('no series');
  const all = totals(flowOf({}));
  const without = (change: object) => totals(flowOf({ series: [{ ...first, ...change }, ...others] })).requests;
  expect(without({ scenario: '' })).toBe(Number(all.requests) - first.requests);
  expect(without({ scenario: '', step: '(further steps)' })).toBe(all.requests);
});

test('adds up the virtual users of all runners, and knows none where one does not tell', () => {
  const [runner] = written.runners ?? [];
  if (runner === undefined) throw new Error('no runner');
  const having = (startedAt: string, activeVUs: (number | null)[]) => {
    const { instrument } = runner;
    const nulls = activeVUs.map(() => null);
    const columns = Object.fromEntries(Object.keys(instrument.seconds).map((name) => [name, nulls]));
    return { ...runner, startedAt, instrument: { ...instrument, seconds: { ...columns, activeVUs } } } as typeof runner;
  };
  const runners = [
    having('2026-01-02T03:04:05.100Z', [1, 2, null, 4]),
    having('2026-01-02T03:04:06.200Z', [10, 20, 40]),
  ];
  expect(flowOf({ runners })?.seconds.map(({ activeVUs }) => activeVUs)).toEqual([1, 12, null, 44]);
});

test('of a k6 without the extension it knows no virtual users', () => {
  const none = Object.fromEntries(stockK6Lacks.map((name) => [name, undefined]));
  const flow = flowOf({ ...none, lacks: [...stockK6Lacks], lateMs: [] });
  expect(totals(flow).requests).toBe(totals(flowOf({})).requests);
  expect(flow?.seconds.map(({ activeVUs }) => activeVUs)).toEqual([null, null, null, null]);
});

test('of another tool there is none', () => {
  expect(flowOfLoad({ ...written, tool: 'autocannon' } as unknown as LoadEvidence)).toBeUndefined();
});
