import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ColumnProfile } from '../../records/likeness.js';
import { shiftOf } from './stability.js';

const many = 1_000_000;

function column(shares: readonly number[], values = many, absent = 0): ColumnProfile {
  const bins = shares.map((share, at) => ({ value: `bin ${at}`, share }));
  return { column: 'public.orders.country', spread: 'labels', values, absent, distinct: 0.1, bins };
}

test('is the sum by hand: (¼ − ½) · ln ½ + (¾ − ½) · ln 1½', () => {
  const { index, most } = shiftOf(column([0.5, 0.5]), column([0.25, 0.75]));
  expect(index).toBeCloseTo(0.2747, 4);
  expect(most).toEqual({ value: 'bin 0', production: 0.5, staging: 0.25 });
});

test('sees values that are absent as a bin of their own', () => {
  const { index, most } = shiftOf(column([0.5, 0.5]), column([0.5, 0.5], many, 0.5));
  expect(index).toBeGreaterThan(1);
  expect(most).toEqual({ value: null, production: 0, staging: 0.5 });
});

test('is finite for a bin that one side does not fill, and about what chance makes of small sides', () => {
  expect(shiftOf(column([1, 0], 100), column([0, 1], 100)).index).toBeGreaterThan(5);
  expect(shiftOf(column([0.5, 0.5], 0), column([0.5, 0.5], 0)).byChance).toBeGreaterThan(1);
  expect(shiftOf(column([0.5, 0.5], 1000), column([0.5, 0.5], 500)).byChance).toBeCloseTo(2 * (1 / 1000 + 1 / 500), 12);
});

const shares = fc
  .array(fc.integer({ min: 0, max: 100 }), { minLength: 4, maxLength: 4 })
  .filter((parts) => parts.some((part) => part > 0))
  .map((parts) => parts.map((part) => part / parts.reduce((sum, one) => sum + one, 0)));

test('is 0 for sides that are alike, never less, and the same the other way round', () => {
  fc.assert(
    fc.property(shares, shares, fc.integer({ min: 1, max: 5000 }), (one, other, values) => {
      expect(shiftOf(column(one, values), column(one, values)).index).toBe(0);
      const there = shiftOf(column(one, values), column(other, values)).index;
      const back = shiftOf(column(other, values), column(one, values)).index;
      expect(there).toBeGreaterThanOrEqual(0);
      expect(there).toBeCloseTo(back, 9);
    }),
  );
});
