const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

const iso = /(\d{4})[-/](\d\d)[-/](\d\d)[T ](\d\d:\d\d:\d\d)(?:[.,](\d{1,9}))?\s?(Z|[+-]\d\d:?\d\d)?/;
const common = /(\d\d)\/([A-Z][a-z]{2})\/(\d{4}):(\d\d:\d\d:\d\d) ([+-]\d\d)(\d\d)/;

/**
 * The moment that a log gives, in milliseconds since 1970: ISO 8601 and its relatives (without a zone it is UTC), the
 * common log format, or a number of seconds, milli-, micro- or nanoseconds.
 */
export function momentOf(value: unknown): number | undefined {
  if (typeof value === 'number') return ofNumber(value);
  if (typeof value !== 'string') return undefined;
  return /^\d{9,19}(?:\.\d+)?$/.test(value) ? ofNumber(Number(value)) : momentIn(value);
}

/** The first moment that is written in a text. */
export function momentIn(text: string): number | undefined {
  const [, year, month, day, time, fraction = '0', zone = 'Z'] = iso.exec(text) ?? [];
  if (year !== undefined) {
    const offset = zone === 'Z' || zone.includes(':') ? zone : `${zone.slice(0, 3)}:${zone.slice(3)}`;
    return valid(Date.parse(`${year}-${month}-${day}T${time}.${fraction.slice(0, 3)}${offset}`));
  }
  const [, dayOf, monthName = '', yearOf, timeOf, hours, minutes] = common.exec(text) ?? [];
  if (dayOf === undefined) return undefined;
  const monthOf = String(months.indexOf(monthName.toLowerCase()) + 1).padStart(2, '0');
  return valid(Date.parse(`${yearOf}-${monthOf}-${dayOf}T${timeOf}${hours}:${minutes}`));
}

/** Seconds, milli-, micro- and nanoseconds since 1970 are told apart by their size, until the year 5138. */
function ofNumber(value: number): number | undefined {
  if (!Number.isFinite(value) || value < 1e8) return undefined;
  if (value < 1e11) return Math.round(value * 1000);
  return Math.round(value < 1e14 ? value : value < 1e17 ? value / 1e3 : value / 1e6);
}

function valid(ms: number): number | undefined {
  return Number.isNaN(ms) ? undefined : ms;
}
