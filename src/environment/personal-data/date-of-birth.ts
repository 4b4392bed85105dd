import { isDay } from './check-digits.js';
import { outcome, type Validator } from './validator.js';

const written = [
  /^(?<year>\d{4})-(?<month>\d\d)-(?<day>\d\d)(?:[T ].*)?$/,
  /^(?<year>\d{4})[/.]?(?<month>\d\d)[/.]?(?<day>\d\d)$/,
  /^(?<day>\d{1,2})[./-](?<month>\d{1,2})[./-](?<year>\d{4})$/,
  /^(?<month>\d{1,2})\/(?<day>\d{1,2})\/(?<year>\d{4})$/,
];

/** Birthdays: any date, where the column's name says that it is one. Cut down to a year (1 January) it tells nobody. */
export const dateOfBirth: Validator = {
  kind: 'date of birth',
  named:
    /\bdob\b|\bbirth ?(?:day|date)\b|\bdate (?:of birth|naissance)\b|\bdate de naissance\b|\bgeburts(?:datum|tag)\b|\bgeboren\b|\bfecha (?:de )?nacimiento\b|\bdata (?:di )?nascita\b|\bdata (?:de )?nascimento\b|\bgeboortedatum\b|\bfodelsedatum\b|\bbirth\b|\bborn(?: on)?\b/,
  may: ({ digits, letters }) => digits >= 6 && letters <= 3,
  judge(value, named) {
    if (!named || value.length > 40) return outcome.nothing;
    for (const pattern of written) {
      const { year, month, day } = pattern.exec(value)?.groups ?? {};
      if (year === undefined || !isDay(Number(year), Number(month), Number(day)) || Number(year) < 1900) continue;
      return Number(month) === 1 && Number(day) === 1 ? outcome.test : outcome.weak;
    }
    return outcome.nothing;
  },
  leastRate: 0.5,
  leastShare: 2,
  soft: true,
};
