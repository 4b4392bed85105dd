import { expect, test } from 'vitest';
import { count, counted, duration, moment } from './quantities.js';

test.each([
  [0, '0 ms'],
  [999, '999 ms'],
  [1000, '1.0 s'],
  [59_949, '59.9 s'],
  [59_960, '1 min 0 s'],
  [200_000, '3 min 20 s'],
  [3_599_600, '1 h 0 min'],
  [3_900_000, '1 h 5 min'],
])('%d ms reads %s', (ms, text) => {
  expect(duration(ms)).toBe(text);
});

test('numbers read the same on every machine', () => {
  expect(count(41_230)).toBe('41,230');
  expect(count(999)).toBe('999');
  expect(count(-1_234_567.891)).toBe('-1,234,567.89');
  expect(count(0.004)).toBe('0');
  expect(count(12.5)).toBe('12.5');
  expect(counted(1, 'check')).toBe('1 check');
  expect(counted(2, 'check')).toBe('2 checks');
  expect(moment('2026-11-20T14:02:11.000Z')).toBe('20 Nov 2026, 14:02 UTC');
  expect(moment('2026-09-03T00:00:00.000Z')).toBe('3 Sep 2026, 00:00 UTC');
});
