import { Hono } from 'hono';
import type Stripe from 'stripe';
import { count } from './metrics.js';
import { completeOrder, noteRefunded } from './orders.js';
import { trustedEvent } from './payments.js';
import { sql } from './store.js';

/** What the payments service tells us by itself: late, twice and out of order, so an event only makes us look. */
export const webhooks = new Hono();

webhooks.post('/webhooks/payments', async (c) => {
  const signature = c.req.header('stripe-signature');
  const body = await c.req.text();
  let event: Stripe.Event;
  try {
    event = trustedEvent(body, signature ?? '');
  } catch {
    count('webhooks_total', { result: 'refused' });
    return c.json({ error: 'The signature is missing, wrong or too old.' }, 400);
  }
  const [known] = await sql`SELECT 1 FROM payment_events WHERE id = ${event.id}`;
  if (known) {
    count('webhooks_total', { result: 'duplicate' });
    return c.json({ received: true, duplicate: true });
  }
  const result = await learnFrom(event);
  // Only now: had it failed, the service would send it again, and it must count then. All of it is safe to do twice.
  await sql`INSERT INTO payment_events (id, type) VALUES (${event.id}, ${event.type}) ON CONFLICT DO NOTHING`;
  count('webhooks_total', { result });
  return c.json({ received: true, result });
});

async function learnFrom(event: Stripe.Event): Promise<string> {
  if (event.type === 'payment_intent.succeeded')
    return (await completed(event.data.object.id)) ? 'completed' : 'ignored';
  if (event.type === 'charge.refunded') {
    const { payment_intent: intent, amount_refunded: amount } = event.data.object;
    const id = typeof intent === 'string' ? intent : intent?.id;
    // The refund may overtake the news of the payment.
    const order = id && (await completed(id));
    if (!order) return 'ignored';
    await noteRefunded(order, amount);
    return 'refunded';
  }
  return 'ignored';
}

async function completed(intent: string) {
  try {
    return (await completeOrder(intent)).order;
  } catch (error) {
    // A payment that the service does not know is not ours to wait for; any other trouble makes it deliver again.
    if (error instanceof Error && 'code' in error && error.code === 'resource_missing') return undefined;
    throw error;
  }
}
