import fc from 'fast-check';
import { expect, test } from 'vitest';
import { reasonCode } from './check.js';
import { unmeasuredIn, unmeasuredWords } from './unmeasured.js';

test('words come back as they were said', () => {
  fc.assert(
    fc.property(fc.constantFrom(...reasonCode.options), fc.string({ unit: 'grapheme' }), (reason, message) => {
      expect(unmeasuredIn(unmeasuredWords(reason, message))).toEqual({ reasonCode: reason, message });
    }),
  );
});

test.each(['', 'over-age', 'tired: of it', 'Over-age: it', ' over-age: it'])('%j says nothing', (words) => {
  expect(unmeasuredIn(words)).toBeUndefined();
});
