import { expect, test } from 'vitest';
import { readLog } from './log.js';

const entry = (fields: object): string => JSON.stringify({ level: 'warning', time: '2026-11-20T12:00:00Z', ...fields });
const failed = (error: string): string => entry({ msg: 'Request Failed', error });

test('tells an iteration that threw by its executor’s line, and no script’s own words', () => {
  const threw = { level: 'error', msg: 'Error: broken\n\tat file:///rush.k6.ts:3:9', source: 'stacktrace' };
  expect(readLog(entry({ ...threw, executor: 'constant-vus', scenario: 'rush' })).told).toEqual({ kind: 'exception' });
  expect(readLog(entry({ ...threw, source: 'console' })).told).toBeUndefined();
});

test.each([
  ['Get "https://api.example.com/pay?by=card": IP (0.0.0.0) is in a blacklisted range (0.0.0.0/8)', 'api.example.com'],
  ['Get "http://localhost/": hostname (localhost) is in a blocked pattern (localhost)', 'localhost'],
  ['Get "undefined/pay": unsupported protocol scheme ""', 'undefined/pay'],
  ['Get "": unsupported protocol scheme ""', 'an empty address'],
])('tells where a request was to go that never left: %s', (error, place) => {
  expect(readLog(failed(error)).told).toEqual({ kind: 'unsent', place, leavesNoSample: false });
});

test('counts an address that k6 cannot read, which leaves no sample', () => {
  const error = 'invalid URL: parse ":3000/": missing protocol scheme';
  expect(readLog(failed(error)).told).toEqual({ kind: 'unsent', place: error, leavesNoSample: true });
});

test('says nothing of requests that the target let fail', () => {
  expect(
    readLog(failed('Get "http://127.0.0.1:9/": dial tcp 127.0.0.1:9: connect: connection refused')).told,
  ).toBeUndefined();
});

test('tells that samples were lost', () => {
  const words = "Sample(s) couldn't be marshalled to JSON";
  expect(readLog(entry({ level: 'error', msg: words, output: 'json' })).told).toEqual({ kind: 'lost', words });
});

test('puts a line in words, and leaves what is no entry as it is', () => {
  expect(readLog(failed('no such host')).words).toBe('warning: Request Failed: no such host');
  for (const line of ['panic: runtime error', '{"level":', '7'])
    expect(readLog(line)).toEqual({ told: undefined, words: line });
});
