import { weightedSum } from '../check-digits.js';
import { validatorOf } from './national-id.js';

const digit = (sum: number): number => (sum % 11 < 2 ? 0 : 11 - (sum % 11));

/** CPF: two check digits by 11 (Receita Federal). */
export const brazil = validatorOf({
  country: 'BR',
  named: /\bcpf\b/,
  shape: /^\d{3}\.\d{3}\.\d{3}-\d{2}$|^\d{11}$/,
  holds(number) {
    if (/^(\d)\1{10}$/.test(number)) return false;
    const first = digit(weightedSum(number, [10, 9, 8, 7, 6, 5, 4, 3, 2]));
    const second = digit(weightedSum(number, [11, 10, 9, 8, 7, 6, 5, 4, 3, 2]));
    return number.endsWith(`${first}${second}`);
  },
  isSure: (written) => written.includes('.'),
  published: ['123.456.789-09', '111.444.777-35'],
});
