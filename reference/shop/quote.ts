import { subtotalOf, type CartLine } from './cart.js';
import { countries, type CountryCode } from './countries.js';
import { log } from './log.js';
import { count } from './metrics.js';
import { settings } from './settings.js';

export interface Rate {
  id: string;
  label: string;
  amount: number;
  days_min: number;
  days_max: number;
}

/** What goods cost, delivered: every amount in the currency's minor unit. */
export interface Bill {
  country: string;
  currency: string;
  subtotal: number;
  discount: number;
  shipping: number;
  tax: number;
  total: number;
  coupon?: string | null;
  /** True when the tax or shipping service did not answer in time and our own table stood in. */
  estimated: boolean;
}

/** The bill of a cart, with what the customer can still change. */
export interface Quote extends Bill {
  lines: CartLine[];
  rates: Rate[];
  shippingMethod: string;
  /** Why the coupon that was asked for does not count. */
  couponProblem?: string;
}

export interface Wish {
  country: CountryCode;
  shipping?: string | undefined;
  coupon?: string | undefined;
}

const answerLimitMs = 1_000;
const heaviestParcelG = 100_000;

const coupons: Record<string, { discount: number; freeShipping: boolean }> = {
  WELCOME10: { discount: 0.1, freeShipping: false },
  FREESHIP: { discount: 0, freeShipping: true },
};

export async function quote(lines: CartLine[], wish: Wish): Promise<Quote> {
  const { country } = wish;
  const { currency } = countries[country];
  const code = wish.coupon?.trim().toUpperCase();
  const coupon = code ? coupons[code] : undefined;
  const subtotal = subtotalOf(lines);

  const weight = lines.reduce((sum, line) => sum + line.quantity * line.weight, 0);
  const offered = await ask<{ rates: Rate[] }>(`${settings.shipping}/v1/rates`, {
    country,
    currency,
    subtotal,
    weight_g: Math.min(weight, heaviestParcelG),
  });
  const rates = offered?.rates ?? ownRates(country);
  const rate = rates.find((each) => each.id === wish.shipping) ?? rates[0];
  if (!rate) throw new Error(`the shipping service offers nothing for ${country}`);
  const shipping = coupon?.freeShipping ? 0 : rate.amount;

  const taxable = afterDiscount(lines, coupon?.discount ?? 0);
  const goods = taxable.reduce((sum, line) => sum + line.amount, 0);
  const calculated = await ask<{ tax_total: number; total: number }>(`${settings.tax}/v1/calculations`, {
    country,
    currency,
    lines: taxable,
    shipping_amount: shipping,
  });
  const { tax_total: tax, total } = calculated ?? ownTax(country, taxable, shipping);
  return {
    lines,
    country,
    currency,
    rates,
    shippingMethod: rate.id,
    ...(coupon && code ? { coupon: code } : {}),
    ...(code && !coupon ? { couponProblem: `The coupon ${code} is not valid.` } : {}),
    subtotal,
    discount: subtotal - goods,
    shipping,
    tax,
    total,
    estimated: !offered || !calculated,
  };
}

interface Taxable {
  amount: number;
  quantity: number;
  category: 'standard' | 'books';
}

/** Takes the discount off the whole, then shares it out so that the lines still add up to the last cent. */
function afterDiscount(lines: CartLine[], share: number): Taxable[] {
  let before = 0;
  let taken = 0;
  return lines.map(({ quantity, unitPrice, taxCategory }) => {
    before += quantity * unitPrice;
    const discount = Math.round(before * share) - taken;
    taken += discount;
    return { amount: quantity * unitPrice - discount, quantity, category: taxCategory };
  });
}

/** The answer of the tax or shipping service; undefined when there is none in time, and we help ourselves. */
async function ask<T>(url: string, body: object): Promise<T | undefined> {
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(answerLimitMs),
    });
    if (!answer.ok) throw new Error(`status ${answer.status}: ${(await answer.text()).slice(0, 200)}`);
    return (await answer.json()) as T;
  } catch (error) {
    log('warn', `${url} gave no usable answer, so our own table stands in: ${String(error)}`);
    count('fallbacks_total', { service: new URL(url).pathname });
    return undefined;
  }
}

function ownRates(country: CountryCode): Rate[] {
  const { standard, express } = countries[country].shipping;
  return [
    { id: 'standard', label: 'Standard', amount: standard, days_min: 2, days_max: 7 },
    { id: 'express', label: 'Express', amount: express, days_min: 1, days_max: 2 },
  ];
}

function ownTax(country: CountryCode, lines: Taxable[], shipping: number): { tax_total: number; total: number } {
  const { rates, inclusive } = countries[country];
  const parts = [...lines, { amount: shipping, category: 'standard' as const }];
  const tax = parts.reduce((sum, { amount, category }) => {
    const rate = rates[category];
    return sum + Math.round(inclusive ? (amount * rate) / (1 + rate) : amount * rate);
  }, 0);
  const sent = parts.reduce((sum, { amount }) => sum + amount, 0);
  return { tax_total: tax, total: inclusive ? sent : sent + tax };
}
