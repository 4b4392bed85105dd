import { Hono } from 'hono';
import { z } from 'zod';
import { serve } from '../process.js';
import { contract } from './contract.js';
import { faultSwitch } from './fault-switch.js';

/** Rates in hundredths of a percent, so that all arithmetic is of integers; `inclusive` where prices contain the tax. */
const countries = {
  DE: { currency: 'EUR', inclusive: true, standard: 1900, books: 700 },
  US: { currency: 'USD', inclusive: false, standard: 825, books: 825 },
  JP: { currency: 'JPY', inclusive: true, standard: 1000, books: 1000 },
} as const;

const minor = z.int().min(0).describe("An amount in the currency's minor unit; yen have none.");

const request = z.strictObject({
  country: z.string().regex(/^[A-Z]{2}$/),
  currency: z.string().regex(/^[A-Z]{3}$/),
  lines: z
    .array(
      z.strictObject({
        amount: minor.describe('The whole line after discounts, not one piece.'),
        quantity: z.int().positive(),
        category: z.enum(['standard', 'books']),
      }),
    )
    .min(1),
  shipping_amount: minor,
});

const response = z.strictObject({
  tax_total: minor,
  lines: z.array(z.strictObject({ tax: minor, rate: z.number().min(0).max(1) })),
  shipping_tax: minor,
  inclusive: z.boolean().describe('Whether the amounts that were sent contain the tax.'),
  total: minor.describe('What the customer pays: lines, shipping and, where it is added, tax.'),
});

function calculation({ country, currency, lines, shipping_amount: shipping }: z.infer<typeof request>) {
  const law = country in countries ? countries[country as keyof typeof countries] : undefined;
  if (!law) return `No tax is registered in ${country}.`;
  if (law.currency !== currency) return `${country} is sold in ${law.currency}, not ${currency}.`;
  const taxed = (amount: number, rate: number): number =>
    Math.round((amount * rate) / (law.inclusive ? 10_000 + rate : 10_000));
  const answers = lines.map(({ amount, category }) => ({
    tax: taxed(amount, law[category]),
    rate: law[category] / 10_000,
  }));
  const shippingTax = taxed(shipping, law.standard);
  const taxTotal = answers.reduce((sum, line) => sum + line.tax, shippingTax);
  const sent = lines.reduce((sum, line) => sum + line.amount, shipping);
  return {
    tax_total: taxTotal,
    lines: answers,
    shipping_tax: shippingTax,
    inclusive: law.inclusive,
    total: law.inclusive ? sent : sent + taxTotal,
  };
}

/** The tax sandbox: VAT, sales tax and consumption tax of the three countries that the shop sells to. */
const app = new Hono();
const { guard } = faultSwitch(app);
contract(app, guard, 'Tax', {
  path: '/v1/calculations',
  id: 'calculate',
  summary: 'The tax of a basket',
  request,
  response,
  act: calculation,
});
await serve(app);
