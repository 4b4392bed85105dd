import { passesVerhoeff } from '../check-digits.js';
import { validatorOf } from './national-id.js';

/** Aadhaar: twelve digits, the last one Verhoeff's; none begins with 0 or 1 (UIDAI). */
export const india = validatorOf({
  country: 'IN',
  named: /\baadha?ar\b|\buidai\b/,
  shape: /^[2-9]\d{3}([ -]?)\d{4}\1\d{4}$/,
  holds: passesVerhoeff,
  published: ['2341 2341 2346', '9999 9999 0019', '4991 1866 5246'],
});
