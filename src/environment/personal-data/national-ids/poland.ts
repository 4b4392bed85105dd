import { isDay, weightedSum } from '../check-digits.js';
import { validatorOf } from './national-id.js';

const centuries = [1900, 2000, 2100, 2200, 1800];

/** PESEL: a birthday whose month tells the century, and a check digit by 10. */
export const poland = validatorOf({
  country: 'PL',
  named: /\bpesel\b/,
  shape: /^\d{11}$/,
  holds(number) {
    const month = Number(number.slice(2, 4));
    const year = Number(centuries[Math.floor(month / 20)]) + Number(number.slice(0, 2));
    if (!isDay(year, month % 20, Number(number.slice(4, 6)))) return false;
    return weightedSum(number, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1]) % 10 === 0;
  },
  published: ['44051401359', '02070803628'],
});
