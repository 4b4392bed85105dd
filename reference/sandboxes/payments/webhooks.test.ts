import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type Stripe from 'stripe';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { keys, testSandbox, type TestSandbox } from './test-sandbox.js';

const firstWaitMs = 40;

let payments: TestSandbox;
let shop: Server;
let received: { body: string; signature: string; at: number }[] = [];
/** How many deliveries the shop refuses before it takes one. */
let refusals = 0;
let told: () => void = () => {};

beforeAll(async () => {
  shop = createServer((request, response) => {
    void request.toArray().then((parts) => {
      const body = Buffer.concat(parts as Buffer[]).toString();
      received.push({ body, signature: String(request.headers['stripe-signature']), at: performance.now() });
      response.writeHead(refusals-- > 0 ? 500 : 200).end();
      told();
    });
  });
  await new Promise<void>((done) => shop.listen(0, '127.0.0.1', done));
  payments = await testSandbox({ WEBHOOK_RETRY_MS: String(firstWaitMs) });
  await payments.stripe.webhookEndpoints.create({
    url: `http://127.0.0.1:${(shop.address() as AddressInfo).port}/webhooks`,
    enabled_events: ['payment_intent.succeeded', 'payment_intent.payment_failed', 'charge.refunded'],
  });
});
afterAll(async () => {
  expect(await payments.stop()).toBe(0);
  shop.close();
});
beforeEach(() => {
  received = [];
  refusals = 0;
});

async function deliveries(count: number): Promise<typeof received> {
  while (received.length < count) await new Promise<void>((done) => (told = done));
  return received;
}

test('webhooks are signed so that the SDK accepts them, and nothing else', async () => {
  const { id } = await payments.paid();
  const [{ body, signature }] = (await deliveries(1)) as [(typeof received)[number]];
  const event = payments.stripe.webhooks.constructEvent(body, signature, keys.WEBHOOK_SECRET);
  expect(event).toMatchObject({ type: 'payment_intent.succeeded', data: { object: { id, status: 'succeeded' } } });
  expect(() =>
    payments.stripe.webhooks.constructEvent(body.replace('1999', '1'), signature, keys.WEBHOOK_SECRET),
  ).toThrow(/signature/);
  expect(() => payments.stripe.webhooks.constructEvent(body, signature, 'whsec_other')).toThrow(/signature/);
});

test('webhooks come again, later and later, until they are taken', async () => {
  refusals = 3;
  const { id } = await payments.paid();
  const came = await deliveries(4);
  expect(new Set(came.map(({ body }) => body)).size).toBe(1);
  const gaps = came.slice(1).map(({ at }, index) => at - (came[index]?.at ?? Number.NaN));
  // A wait can take longer than asked for but never less, so these hold on the slowest machine.
  expect(gaps.map((gap, index) => gap >= firstWaitMs * 2 ** index - 5)).toEqual([true, true, true]);
  const [delivery] = (await (await fetch(`${payments.url}/__webhooks?about=${id}`)).json()) as {
    attempts: { status: number }[];
  }[];
  expect(delivery?.attempts.map(({ status }) => status).slice(0, 3)).toEqual([500, 500, 500]);
});

test('webhooks are held back for one payment, and still there to be read', async () => {
  const held = await payments.stripe.paymentIntents.create({ amount: 100, currency: 'eur' });
  await fetch(`${payments.url}/__webhooks/hold`, { method: 'POST', body: JSON.stringify({ about: held.id }) });
  await payments.stripe.paymentIntents.confirm(held.id, { payment_method: 'pm_card_visa' });
  const { id } = await payments.paid();
  const [came] = await deliveries(1);
  expect(came?.body).toContain(id);
  const { data } = await payments.stripe.events.list({ type: 'payment_intent.succeeded', limit: 2 });
  expect(data.map((event) => (event.data.object as Stripe.PaymentIntent).id)).toEqual([id, held.id]);
});

test('webhooks tell of a refund', async () => {
  const { id } = await payments.paid(1000);
  await payments.stripe.refunds.create({ payment_intent: id, amount: 10 });
  const came = await deliveries(2);
  expect(came.map(({ body }) => (JSON.parse(body) as Stripe.Event).type)).toContain('charge.refunded');
});
