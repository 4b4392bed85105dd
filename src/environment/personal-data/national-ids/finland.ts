import { isDay } from '../check-digits.js';
import { validatorOf } from './national-id.js';

/** Henkilötunnus: the rest by 31 as a character, and a sign for the century (Digital and Population Data Services Agency). */
export const finland = validatorOf({
  country: 'FI',
  named: /\bhetu\b|\bhenkilotunnus\b|\bpersonal identity code\b/,
  shape: /^[0-3]\d[01]\d{3}[-+A-FU-Ya-fu-y]\d{3}[0-9A-FHJ-NPR-Ya-fhj-npr-y]$/,
  leastRun: 6,
  holds(number) {
    // The hyphen of the 20th century is lost among separators.
    const [day, month, year] = [0, 2, 4].map((at) => Number(number.slice(at, at + 2)));
    const digits = number.slice(0, 6) + number.slice(-4, -1);
    const check = '0123456789ABCDEFHJKLMNPRSTUVWXY'[Number(digits) % 31];
    return isDay(2000 + Number(year), Number(month), Number(day)) && check === number.at(-1);
  },
  isSure: () => true,
  published: ['131052-308T', '010190-999P'],
});
