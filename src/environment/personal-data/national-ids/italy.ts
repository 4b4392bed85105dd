import { validatorOf } from './national-id.js';

// The value of a character in an odd place, by its value in an even one (Ministry of Finance, decree of 23.12.1976).
const odd = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];

/** Codice fiscale, also with the letters that stand for digits where two people would share one. */
export const italy = validatorOf({
  country: 'IT',
  named: /\bcodice fiscale\b|\bcod fisc(?:ale)?\b|\bcf\b/,
  shape:
    /^[A-Za-z]{6}[0-9LMNP-Vlmnp-v]{2}[ABCDEHLMPRSTabcdehlmprst][0-9LMNP-Vlmnp-v]{2}[A-Za-z][0-9LMNP-Vlmnp-v]{3}[A-Za-z]$/,
  leastRun: 0,
  holds(number) {
    const sum = [...number.slice(0, 15)].reduce((total, character, at) => {
      const value = /\d/.test(character) ? Number(character) : character.charCodeAt(0) - 65;
      return total + (at % 2 === 0 ? Number(odd[value]) : value);
    }, 0);
    return String.fromCharCode(65 + (sum % 26)) === number[15];
  },
  isSure: () => true,
  published: ['RSSMRA80A01H501U', 'MRTMTT91D08F205J'],
});
