import { parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js/max';
import { isFictional } from './fictional-phones.js';
import { outcome, type Validator } from './validator.js';

const shaped = /^(?:tel:)?\+?[\d(][\d ()./-]{5,22}\d(?: ?(?:x|ext\.?) ?\d{1,5})?$/i;
/** A date, an IP address, a decimal number or a range: for these too a national number may be read from it. */
const other = /^\d{4}-\d\d-\d\d|^\d\d[./]\d\d[./]\d{4}|^\d{1,3}(?:\.\d{1,3}){3}$|^[+-]?\d+\.\d+$|^\d{1,5}-\d{1,4}$/;

/** With a leading 0 or an area in parentheses, or as in North America: `202 555 0147`. Other digits may be anything. */
const writtenAtHome = /^\(?0\d|^\(\d|^[2-9]\d\d[ .-]\d{3}[ .-]\d{4}\b/;

/**
 * Phone numbers, by the rules of libphonenumber. With a country's code in front they are sure; as they are written at
 * home they count where the column is named for it, or is full of numbers written like them.
 * `countries`: whose national numbers are looked for, ISO 3166-1.
 */
export function phone(countries: readonly CountryCode[]): Validator {
  /** The country that took the last one is asked first: a column's numbers are mostly of one country. */
  let latest: CountryCode | undefined;
  const asNational = (value: string): string | undefined => {
    const order = latest === undefined ? countries : [latest, ...countries];
    for (const country of order) {
      const number = parsePhoneNumberFromString(value, country);
      if (number?.isValid() !== true) continue;
      latest = country;
      return number.number;
    }
    return undefined;
  };
  return {
    kind: 'phone number',
    named:
      /\b(?:tele)?(?:phone|fon|phon)\b|\bmobile?\b|\bcell(?:ular)?\b|\btel\b|\btel ?(?:no|nr|number)\b|\bfax\b|\bhandy\b|\bmsisdn\b|\bsms\b|\bwhats ?app\b|\btelefon[oe]?\b|\bcelular\b|\bcellulare\b|\bportable\b|\bphone ?(?:no|number|nr)\b|\bpuhelin\b|\bmobil\b|\btelefoon\b/,
    may: ({ run }) => run >= 7,
    mayInside: ({ hasPlus }) => hasPlus,
    judge(written, named) {
      if (written.length > 32) return outcome.nothing;
      const value = written.replace(/^\((\+\d{1,3})\)/, '$1');
      if (!shaped.test(value)) return outcome.nothing;
      if (/^(?:tel:)?\+|^00[1-9]/.test(value)) {
        if (/^\+\d+\.\d+$/.test(value)) return outcome.nothing;
        const number = parsePhoneNumberFromString(value.replace(/^00/, '+'));
        if (number?.isValid() !== true) return outcome.near;
        return isFictional(number.number) ? outcome.test : outcome.sure;
      }
      const isWritten = writtenAtHome.test(value) && /[ ()./-]/.test(value);
      if (other.test(value) || (!named && !isWritten)) return outcome.nothing;
      // Free in North America's films, and some other country's number all the same.
      if (isFictional(`+1${value.replace(/\D/g, '').replace(/^1/, '')}`)) return outcome.test;
      const number = asNational(value);
      if (number === undefined) return outcome.near;
      return isFictional(number) ? outcome.test : outcome.weak;
    },
    within: /(?<![\w.,+/-])\+[1-9](?:[ ()./-]{0,2}\d){6,14}(?![\w-]|[.,]\d)/g,
    leastRate: 0.25,
    leastShare: 0.6,
    lifts: true,
  };
}
