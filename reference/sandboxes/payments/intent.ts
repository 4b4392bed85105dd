import { z } from 'zod';
import { integer } from './api.js';
import type { Stored } from './store.js';

type Status =
  | 'requires_payment_method'
  | 'requires_confirmation'
  | 'requires_action'
  | 'requires_capture'
  | 'succeeded'
  | 'canceled';

/** A PaymentIntent as the API shows it. */
export interface Intent extends Stored {
  object: 'payment_intent';
  amount: number;
  amount_capturable: number;
  amount_received: number;
  automatic_payment_methods: { enabled: true; allow_redirects: 'always' } | null;
  canceled_at: number | null;
  cancellation_reason: string | null;
  capture_method: 'automatic' | 'automatic_async' | 'manual';
  client_secret: string;
  confirmation_method: 'automatic';
  currency: string;
  customer: string | null;
  description: string | null;
  last_payment_error: object | null;
  latest_charge: string | null;
  livemode: false;
  metadata: Record<string, string>;
  next_action: object | null;
  payment_method: string | null;
  payment_method_types: ['card'];
  receipt_email: string | null;
  shipping: object | null;
  status: Status;
}

export const changeable = z.looseObject({
  amount: integer.optional(),
  currency: z
    .string()
    .regex(/^[a-zA-Z]{3}$/, 'must be a three-letter ISO code')
    .toLowerCase()
    .optional(),
  description: z.string().optional(),
  metadata: z.record(z.string(), z.string()).optional(),
  payment_method: z.string().optional(),
  receipt_email: z.string().optional(),
  shipping: z.looseObject({}).optional(),
  customer: z.string().optional(),
});
export const creation = changeable.extend({
  amount: integer,
  currency: changeable.shape.currency.unwrap(),
  capture_method: z.enum(['automatic', 'automatic_async', 'manual']).default('automatic_async'),
  confirm: z.enum(['true', 'false']).optional(),
});
export const confirmation = z.looseObject({ payment_method: z.string().optional() });
export const capture = z.looseObject({ amount_to_capture: integer.optional() });
