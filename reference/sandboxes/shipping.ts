import { Hono } from 'hono';
import { z } from 'zod';
import { serve } from '../process.js';
import { contract } from './contract.js';
import { faultSwitch } from './fault-switch.js';

/** In minor units: what a parcel costs, what each started kilogram adds, and from which subtotal standard is free. */
const zones = {
  DE: { currency: 'EUR', standard: 490, express: 1290, perKg: 100, freeFrom: 5_000, days: [2, 4] },
  US: { currency: 'USD', standard: 790, express: 2490, perKg: 200, freeFrom: 7_500, days: [4, 7] },
  JP: { currency: 'JPY', standard: 800, express: 1800, perKg: 150, freeFrom: 8_000, days: [2, 3] },
} as const;

const request = z.strictObject({
  country: z.string().regex(/^[A-Z]{2}$/),
  weight_g: z.int().positive().max(100_000),
  subtotal: z.int().min(0).describe("In the currency's minor unit."),
  currency: z.string().regex(/^[A-Z]{3}$/),
});

const response = z.strictObject({
  rates: z
    .array(
      z.strictObject({
        id: z.enum(['standard', 'express']),
        label: z.string(),
        amount: z.int().min(0),
        days_min: z.int().positive(),
        days_max: z.int().positive(),
      }),
    )
    .min(1),
});

function offers({
  country,
  weight_g: weight,
  subtotal,
  currency,
}: z.infer<typeof request>): z.infer<typeof response> | string {
  const zone = country in zones ? zones[country as keyof typeof zones] : undefined;
  if (!zone) return `Nothing is shipped to ${country}.`;
  if (zone.currency !== currency) return `${country} is shipped to in ${zone.currency}, not ${currency}.`;
  const extra = (Math.ceil(weight / 1_000) - 1) * zone.perKg;
  const [from, to] = zone.days;
  const standard = subtotal >= zone.freeFrom ? 0 : zone.standard + extra;
  return {
    rates: [
      { id: 'standard', label: 'Standard', amount: standard, days_min: from, days_max: to },
      { id: 'express', label: 'Express', amount: zone.express + extra, days_min: 1, days_max: 2 },
    ],
  };
}

/** The shipping sandbox: rates by country and weight. */
const app = new Hono();
const { guard } = faultSwitch(app);
contract(app, guard, 'Shipping', {
  path: '/v1/rates',
  id: 'rate',
  summary: 'What it costs to ship a parcel',
  request,
  response,
  act: offers,
});
await serve(app);
