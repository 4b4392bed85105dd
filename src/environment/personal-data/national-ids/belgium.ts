import { remainder97 } from '../check-digits.js';
import { validatorOf } from './national-id.js';

/** Rijksregisternummer, numéro national: the rest to 97 of the first nine digits, from 2000 on with a 2 before them. */
export const belgium = validatorOf({
  country: 'BE',
  named: /\brijksregister(?:nummer)?\b|\bnumero national\b|\bnational (?:number|register)\b|\binsz\b|\bniss\b/,
  shape: /^\d{2}\.?[0-5]\d\.?[0-3]\d-?\d{3}\.?\d{2}$/,
  holds(number) {
    const key = 97 - Number(number.slice(9));
    return remainder97(number.slice(0, 9)) === key || remainder97(`2${number.slice(0, 9)}`) === key;
  },
  isSure: (written) => written.includes('.') && written.includes('-'),
});
