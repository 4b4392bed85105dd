import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { countries, minorUnits, money } from './countries.js';

describe('money', () => {
  test('is shown with the decimals that the currency has', () => {
    expect([money(1234, 'EUR'), money(1234, 'USD'), money(1234, 'JPY')]).toEqual(['€12.34', '$12.34', '¥1,234']);
  });

  test('that was shown and is typed again is the same amount', () => {
    const currency = fc.constantFrom(...Object.values(countries).map((country) => country.currency));
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9_999_999 }), currency, (amount, of) => {
        expect(minorUnits(money(amount, of).replace(/[^\d.]/g, ''), of)).toBe(amount);
      }),
    );
  });

  test.each([
    ['12.345', 'EUR'],
    ['5.5', 'JPY'],
    ['-5', 'USD'],
    ['1e3', 'USD'],
    ['', 'USD'],
  ])('refuses %j as an amount of %s', (typed, currency) => {
    expect(minorUnits(typed, currency)).toBeUndefined();
  });
});
