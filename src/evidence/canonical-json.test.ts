import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalJson } from './canonical-json.js';
import { digestOf } from './digest.js';

test('writes the example of RFC 8785 as the RFC does', () => {
  const numbers = [333333333.33333329, 1e30, 4.5, 2e-3, 0.000000000000000000000000001];
  const value = { numbers, string: '\u20ac$\u000f\nA\'B"\\\\"/', literals: [null, true, false] };
  expect(canonicalJson(value)).toBe(
    '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
  );
});

test('orders keys by UTF-16 code units, not by code points', () => {
  const keys = Object.keys(
    JSON.parse(canonicalJson({ a: { '\u{1f600}': 1, '\ufb33': 2, A: 3, '\r': 4 } })).a as object,
  );
  expect(keys).toEqual(['\r', 'A', '\u{1f600}', '\ufb33']);
});

test('has one spelling for one value: it reads back the same, and the order of keys does not matter', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.dictionary(fc.string(), fc.jsonValue()), (value, members) => {
      expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      const turned = Object.fromEntries(Object.entries(members).toReversed());
      expect(digestOf(turned)).toBe(digestOf(members));
    }),
    { numRuns: 1000 },
  );
});

test.each([Number.NaN, Infinity, new Map(), () => 1, 1n])('refuses %s instead of writing null', (value) => {
  expect(() => canonicalJson({ value })).toThrow(TypeError);
});

test.each([[undefined], [Number.NaN], [new Date(0)]])(
  'refuses a list that holds %s, however its keys are ordered',
  (item) => {
    expect(() => canonicalJson({ a: [item] })).toThrow(TypeError);
    expect(() => canonicalJson({ b: 1, a: [item] })).toThrow(TypeError);
  },
);

test('leaves out a key without a value, however the keys are ordered', () => {
  expect(canonicalJson({ a: undefined, b: { c: undefined } })).toBe('{"b":{}}');
  expect(canonicalJson({ b: { c: undefined }, a: undefined })).toBe('{"b":{}}');
});
