import { isDay, passesLuhn } from '../check-digits.js';
import { validatorOf } from './national-id.js';

/** Personnummer and samordningsnummer (its day plus 60): a birthday and the Luhn digit of the last ten (Skatteverket). */
export const sweden = validatorOf({
  country: 'SE',
  named: /\bperson(?:nummer|nr)\b|\bpersonal identity number\b|\bsamordningsnummer\b/,
  shape: /^(?:19|20)?\d{2}[01]\d[0-9]\d[-+]\d{4}$|^(?:19|20)\d{10}$/,
  namedShape: /^\d{10}$/,
  holds(number) {
    const ten = number.replace('+', '').slice(-10);
    const day = Number(ten.slice(4, 6));
    const isBirthday = isDay(2000 + Number(ten.slice(0, 2)), Number(ten.slice(2, 4)), day > 60 ? day - 60 : day);
    return isBirthday && passesLuhn(ten);
  },
  published: ['811228-9874', '19121212-1212', '670919-9530'],
});
