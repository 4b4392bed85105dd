import Stripe from 'stripe';
import { fault } from './broken.js';
import { settings } from './settings.js';

/** Pinned: an update of the SDK must not change what we send without our saying so. */
export const apiVersion = '2026-10-28.endive';

const { hostname, port, protocol } = new URL(settings.payments.url);

/** Real test mode is another host and key here, nothing else. */
export const stripe = new Stripe(settings.payments.secretKey, {
  apiVersion,
  host: hostname,
  port: port || (protocol === 'https:' ? 443 : 80),
  protocol: protocol === 'https:' ? 'https' : 'http',
  maxNetworkRetries: 2,
  timeout: 5_000,
  telemetry: false,
});

/** What a customer is to be charged. */
export interface Charge {
  amount: number;
  currency: string;
  receipt_email: string;
}

/**
 * The payment of a checkout: the one that was begun, changed where it is not what is wanted now, or a new one. The same
 * idempotency key within a day gives the same payment, however often it is asked for.
 */
export async function paymentFor(
  attempt: string,
  wanted: Charge,
  begun: Stripe.PaymentIntent | undefined,
): Promise<Stripe.PaymentIntent> {
  const { amount, currency, receipt_email: email } = wanted;
  if (!begun || begun.status === 'canceled')
    return stripe.paymentIntents.create(
      { ...wanted, metadata: { attempt } },
      { idempotencyKey: `checkout-${attempt}-${amount}-${currency}-${email}` },
    );
  const same = begun.amount === amount && begun.currency === currency && begun.receipt_email === email;
  return same ? begun : stripe.paymentIntents.update(begun.id, { ...wanted });
}

/** The event, if its signature is ours and at most five minutes old; throws otherwise. */
export function trustedEvent(body: string, signature: string): Stripe.Event {
  if (fault?.unsignedEvents === true) return JSON.parse(body) as Stripe.Event;
  return stripe.webhooks.constructEvent(body, signature, settings.payments.webhookSecret, 300);
}
