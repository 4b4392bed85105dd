import fc from 'fast-check';
import { expect, test } from 'vitest';
import { significant } from './significant.js';

test.each([
  [1234.56789, 1234.57],
  [0.000012345678, 0.0000123457],
  [-2 / 3, -0.666667],
  [1.5, 1.5],
  [1234567.4, 1234570],
  [12345678, 12345678],
  [0, 0],
])('%d is told as %d', (figure, told) => {
  expect(significant(figure)).toBe(told);
});

test('figures are rounded however deep they lie, and what is none stays what it is', () => {
  const value = { a: [1 / 3, { b: 2 / 3, c: '0.3333333333' }], d: null, e: undefined, f: true, g: [[]], h: {} };
  expect(significant(value)).toEqual({ ...value, a: [0.333333, { b: 0.666667, c: '0.3333333333' }] });
});

test('what holds no such figure is given back as it is, and so is its every part', () => {
  const whole = { a: [1, { b: 'x' }], c: { d: [] }, e: null };
  expect(significant(whole)).toBe(whole);
  const mixed = { whole, list: [whole, 1 / 3] };
  expect(significant(mixed).whole).toBe(whole);
  expect(significant(mixed).list[0]).toBe(whole);
});

test('nothing that is handed in is changed', () => {
  const value = { a: [1 / 3], b: { c: 2 / 3 } };
  const before = structuredClone(value);
  significant(value);
  expect(value).toEqual(before);
});

const anything = fc.object({ values: [fc.double({ noNaN: true }), fc.string(), fc.constant(null), fc.integer()] });

test('rounding again changes nothing, and no member or item gets lost', () => {
  fc.assert(
    fc.property(anything, (value) => {
      const once = significant(value);
      expect(significant(once)).toEqual(once);
      expect(shapeOf(once)).toEqual(shapeOf(value));
    }),
  );
});

/** The value with every figure left out. */
function shapeOf(value: unknown): unknown {
  if (typeof value === 'number') return 'figure';
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(shapeOf);
  return Object.entries(value).map(([key, member]) => [key, shapeOf(member)]);
}
