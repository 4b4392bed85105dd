import { weightedSum } from '../check-digits.js';
import { validatorOf } from './national-id.js';

/** Burgerservicenummer: the "elfproef" with −1 for the last digit. */
export const netherlands = validatorOf({
  country: 'NL',
  named: /\bbsn\b|\bburgerservice ?nummer\b|\bsofi(?: ?nummer)?\b/,
  shape: /^\d{9}$/,
  namedShape: /^\d{4}[. ]?\d{2}[. ]?\d{3}$/,
  holds: (number) => number !== '000000000' && weightedSum(number, [9, 8, 7, 6, 5, 4, 3, 2, -1]) % 11 === 0,
  published: ['111222333', '123456782', '999999990'],
});
