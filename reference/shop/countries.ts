/** Where the shop delivers. Amounts are integers in the currency's minor unit. */
export const countries = {
  DE: {
    name: 'Germany',
    currency: 'EUR',
    taxName: 'VAT',
    rates: { standard: 0.19, books: 0.07 },
    inclusive: true,
    shipping: { standard: 490, express: 1290 },
  },
  US: {
    name: 'United States',
    currency: 'USD',
    taxName: 'sales tax',
    rates: { standard: 0.0825, books: 0.0825 },
    inclusive: false,
    shipping: { standard: 790, express: 2490 },
  },
  JP: {
    name: 'Japan',
    currency: 'JPY',
    taxName: 'consumption tax',
    rates: { standard: 0.1, books: 0.1 },
    inclusive: true,
    shipping: { standard: 800, express: 1800 },
  },
} as const;

export type CountryCode = keyof typeof countries;

export const countryCodes = Object.keys(countries) as CountryCode[];

export function isCountry(code: unknown): code is CountryCode {
  return typeof code === 'string' && Object.hasOwn(countries, code);
}

const formats = new Map<string, Intl.NumberFormat>(
  Object.values(countries).map(({ currency }) => [
    currency,
    new Intl.NumberFormat('en', { style: 'currency', currency }),
  ]),
);

function formatOf(currency: string) {
  const format = formats.get(currency);
  if (!format) throw new Error(`the shop sells nothing in ${currency}: see countries.ts`);
  return { format, decimals: format.resolvedOptions().maximumFractionDigits ?? 2 };
}

/** `money(1234, 'EUR')` is €12.34, `money(1234, 'JPY')` is ¥1,234. */
export function money(amount: number, currency: string): string {
  const { format, decimals } = formatOf(currency);
  return format.format(amount / 10 ** decimals);
}

/** What a person typed ("12.34") as minor units; undefined when it is not an amount of this currency. */
export function minorUnits(typed: string, currency: string): number | undefined {
  const { decimals } = formatOf(currency);
  const [, whole, fraction = ''] = /^(\d{1,7})(?:[.,](\d+))?$/.exec(typed.trim()) ?? [];
  if (whole === undefined || fraction.length > decimals) return undefined;
  return Number(whole + fraction.padEnd(decimals, '0'));
}
