import { validatorOf } from './national-id.js';

/** DNI, and NIE of foreigners: the letter is the rest by 23 (Ministry of the Interior). */
export const spain = validatorOf({
  country: 'ES',
  named: /\bdni\b|\bnie\b|\bnif\b|\bdocumento (?:de )?identidad\b/,
  shape: /^(?:\d{8}|[XYZxyz]-?\d{7})[ -]?[A-Za-z]$/,
  leastRun: 7,
  holds(number) {
    const digits = number.slice(0, -1).replace(/^[XYZ]/, (letter) => `${'XYZ'.indexOf(letter)}`);
    return 'TRWAGMYFPDXBNJZSQVHLCKE'[Number(digits) % 23] === number.at(-1);
  },
  published: ['12345678Z', '00000000T', '99999999R', 'X1234567L', 'X0000000T'],
});
