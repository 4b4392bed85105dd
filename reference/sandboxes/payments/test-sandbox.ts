import Stripe from 'stripe';
import { forked, type Forked } from '../../forked.js';

/** A payments sandbox in a process of its own, and what its tests do to it. */
export interface TestSandbox extends Forked {
  /** The real SDK with the sandbox's secret key. */
  stripe: Stripe;
  /** The SDK with another key, without retries. */
  client: (key: string) => Stripe;
  /** A payment that goes through, or is refused, at once. */
  paid: (amount?: number, method?: string) => Promise<Stripe.PaymentIntent>;
  fault: (asked: object) => Promise<Response>;
}

export const keys = { SECRET_KEY: 'sk_test_unit', PUBLISHABLE_KEY: 'pk_test_unit', WEBHOOK_SECRET: 'whsec_unit' };

export async function testSandbox(environment: Record<string, string> = {}): Promise<TestSandbox> {
  const sandbox = await forked('payments', { ...keys, ...environment });
  const { hostname, port } = new URL(sandbox.url);
  const client = (key: string, maxNetworkRetries = 0) =>
    new Stripe(key, { host: hostname, port, protocol: 'http', telemetry: false, maxNetworkRetries });
  const stripe = client(keys.SECRET_KEY, 2);
  return {
    ...sandbox,
    stripe,
    client: (key) => client(key),
    paid: (amount = 1999, method = 'pm_card_visa') =>
      stripe.paymentIntents.create({ amount, currency: 'eur', payment_method: method, confirm: true }),
    fault: (asked) => fetch(`${sandbox.url}/__fault`, { method: 'POST', body: JSON.stringify(asked) }),
  };
}

/** The error of a call that was refused. */
export function refused(call: Promise<unknown>): Promise<Stripe.errors.StripeError> {
  return call.then(
    () => {
      throw new Error('the call went through');
    },
    (error: Stripe.errors.StripeError) => error,
  );
}
