import { validatorOf } from './national-id.js';

/** Social Security number: no check digit; areas 000, 666 and from 900 on, group 00 and serial 0000 are never given out. */
export const unitedStates = validatorOf({
  country: 'US',
  named: /\bssn\b|\bsocial security\b/,
  shape: /^\d{3}-\d{2}-\d{4}$/,
  namedShape: /^\d{3} ?\d{2} ?\d{4}$/,
  holds: (number) => /^(?!000|666|9)\d{3}(?!00)\d{2}(?!0000)\d{4}$/.test(number),
  published: ['078-05-1120', '219-09-9999', '457-55-5462', '123-45-6789', '111-11-1111'],
});
