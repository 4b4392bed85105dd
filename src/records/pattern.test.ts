import fc from 'fast-check';
import { expect, test } from 'vitest';
import { matchesPattern } from './pattern.js';

test.each([
  // [pattern, matched, not matched]
  [
    'journeys/checkout',
    ['journeys/checkout'],
    ['journeys/checkout@phone', 'journeys/checkout/pays', 'a-journeys/checkout'],
  ],
  [
    'journeys/*',
    ['journeys/checkout', 'journeys/checkout@phone'],
    ['journeys/checkout/pays', 'journeys', 'speed/journeys/x'],
  ],
  ['journeys/**', ['journeys/checkout', 'journeys/checkout/pays'], ['journeys', 'journeys-old/checkout']],
  ['**@accessible', ['journeys/checkout@accessible', 'journeys/a/b@accessible'], ['journeys/accessible']],
  ['*/checkout', ['journeys/checkout'], ['journeys/x/checkout', 'journeys/checkout@phone']],
  ['journeys/check*/p*s', ['journeys/checkout/pays', 'journeys/check/ps'], ['journeys/checkout/pay']],
])('%s matches %j, and not %j', (pattern, matched, others) => {
  expect([...matched, ...others].filter((id) => matchesPattern(id, pattern))).toEqual(matched);
});

test('a sign that means something in a regular expression means itself, so that a pattern takes no more than it says', () => {
  expect(matchesPattern('load/a.b', 'load/a.b')).toBe(true);
  expect(matchesPattern('load/axb', 'load/a.b')).toBe(false);
  expect(matchesPattern('load/b', 'load/a|b')).toBe(false);
  const text = fc.string({ unit: fc.constantFrom(...'ab/.|+?^$()[]{}\\-@') });
  fc.assert(fc.property(text, text, (id, pattern) => matchesPattern(id, pattern) === (id === pattern)));
});

test('an empty pattern matches no check', () => {
  expect(matchesPattern('journeys/checkout', '')).toBe(false);
});
