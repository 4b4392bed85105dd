import { passesMod11Of10 } from '../check-digits.js';
import { validatorOf } from './national-id.js';

/** Steuerliche Identifikationsnummer: of its first ten digits one comes twice or three times, no other again (BZSt). */
export const germany = validatorOf({
  country: 'DE',
  named: /\bsteuer ?id(?:entifikationsnummer)?\b|\bidnr\b|\bidentifikationsnummer\b|\btin\b|\btax id\b/,
  shape: /^[1-9]\d ?\d{3} ?\d{3} ?\d{3}$/,
  holds(number) {
    const times = [...'0123456789'].map((digit) => number.slice(0, 10).split(digit).length - 1);
    const repeated = times.filter((count) => count > 1);
    if (repeated.length !== 1 || Number(repeated[0]) > 3 || /(\d)\1\1/.test(number.slice(0, 10))) return false;
    return passesMod11Of10(number);
  },
  isSure: (written) => /^\d{2} \d{3} \d{3} \d{3}$/.test(written),
  published: ['86 095 742 719', '47 036 892 816', '65 929 970 489', '57 549 285 017', '25 768 131 411'],
});
