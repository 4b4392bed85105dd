import { validatorOf } from './national-id.js';

/** National Insurance number: no check digit, but a prefix that is given out (HMRC, NIM39110). */
export const unitedKingdom = validatorOf({
  country: 'GB',
  named: /\bnino\b|\bnational insurance\b|\bni (?:number|no)\b/,
  shape: /^[A-Za-z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-Za-z]$/,
  leastRun: 6,
  holds: (number) => /^(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]\d{6}[A-D]$/.test(number),
  published: ['AB123456C'],
});
