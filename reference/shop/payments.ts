import Stripe from 'stripe';
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

/** A customer's charge under way. The same key within a day gives the same intent, however often it is asked for. */
export function beginPayment(wanted: {
  amount: number;
  currency: string;
  attempt: string;
  email: string;
}): Promise<Stripe.PaymentIntent> {
  const { amount, attempt, email } = wanted;
  const currency = wanted.currency.toLowerCase();
  return stripe.paymentIntents.create(
    { amount, currency, receipt_email: email, metadata: { attempt } },
    { idempotencyKey: `checkout-${attempt}-${amount}-${currency}-${email}` },
  );
}

export function changePayment(
  id: string,
  amount: number,
  currency: string,
  email: string,
): Promise<Stripe.PaymentIntent> {
  return stripe.paymentIntents.update(id, { amount, currency: currency.toLowerCase(), receipt_email: email });
}

/** The event, if its signature is ours and at most five minutes old; throws otherwise. */
export function trustedEvent(body: string, signature: string): Stripe.Event {
  return stripe.webhooks.constructEvent(body, signature, settings.payments.webhookSecret, 300);
}
