/** Where the shop delivers. Amounts are integers in the currency's minor unit. */
export const countries = {
  DE: {
    name: 'Germany',
    currency: 'EUR',
    digits: 2,
    taxName: 'VAT',
    rates: { standard: 0.19, books: 0.07 },
    inclusive: true,
    shipping: { standard: 490, express: 1290 },
  },
  US: {
    name: 'United States',
    currency: 'USD',
    digits: 2,
    taxName: 'sales tax',
    rates: { standard: 0.0825, books: 0.0825 },
    inclusive: false,
    shipping: { standard: 790, express: 2490 },
  },
  JP: {
    name: 'Japan',
    currency: 'JPY',
    digits: 0,
    taxName: 'consumption tax',
    rates: { standard: 0.1, books: 0.1 },
    inclusive: true,
    shipping: { standard: 800, express: 1800 },
  },
} as const;

export type CountryCode = keyof typeof countries;
export type Currency = (typeof countries)[CountryCode]['currency'];

export const countryCodes = Object.keys(countries) as CountryCode[];

export function isCountry(code: unknown): code is CountryCode {
  return typeof code === 'string' && Object.hasOwn(countries, code);
}

const formats = new Map(
  Object.values(countries).map(({ currency }) => [
    currency as string,
    new Intl.NumberFormat('en', { style: 'currency', currency }),
  ]),
);
const digits = new Map(Object.values(countries).map((country) => [country.currency as string, country.digits]));

/** `money(1234, 'EUR')` is €12.34, `money(1234, 'JPY')` is ¥1,234. */
export function money(amount: number, currency: string): string {
  return formats.get(currency)?.format(amount / 10 ** (digits.get(currency) ?? 2)) ?? `${amount} ${currency}`;
}

/** What a person typed ("12.34") as minor units; undefined when it is not an amount of this currency. */
export function minorUnits(typed: string, currency: string): number | undefined {
  const places = digits.get(currency) ?? 2;
  const match = /^(\d{1,7})(?:[.,](\d+))?$/.exec(typed.trim());
  if (!match || (match[2]?.length ?? 0) > places) return undefined;
  return Number(match[1]) * 10 ** places + Number((match[2] ?? '').padEnd(places, '0'));
}
