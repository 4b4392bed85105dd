import { remainder97 } from '../check-digits.js';
import { validatorOf } from './national-id.js';

/** NIR, "numéro de sécurité sociale": the rest to 97; Corsica's letters stand for 19 and 18 (INSEE). */
export const france = validatorOf({
  country: 'FR',
  named: /\bnir\b|\bsecurite sociale\b|\bnum(?:ero)? secu\b|\binsee\b/,
  shape: /^[1-478] ?\d{2} ?(?:0[1-9]|1[0-2]|[2-9]\d) ?(?:\d{2}|2[ABab]) ?\d{3} ?\d{3} ?\d{2}$/,
  // Corsica's letter stands between.
  leastRun: 5,
  holds(number) {
    const digits = number.slice(0, 13).replace('2A', '19').replace('2B', '18');
    return 97 - remainder97(digits) === Number(number.slice(13));
  },
  // One in 97, and both month and department fit: enough with blanks. Without, fifteen digits may be anything.
  isSure: (written) => / /.test(written) || /[ABab]/.test(written),
});
