import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import Stripe from 'stripe';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { forked, type Forked } from '../forked.js';

const keys = { SECRET_KEY: 'sk_test_unit', PUBLISHABLE_KEY: 'pk_test_unit', WEBHOOK_SECRET: 'whsec_unit' };

let payments: Forked;
let stripe: Stripe;
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
  payments = await forked('payments', { ...keys, WEBHOOK_RETRY_MS: '40' });
  stripe = client(keys.SECRET_KEY, 2);
  await stripe.webhookEndpoints.create({
    url: `http://127.0.0.1:${(shop.address() as AddressInfo).port}/webhooks`,
    enabled_events: ['payment_intent.succeeded', 'payment_intent.payment_failed', 'charge.refunded'],
  });
});
afterAll(async () => {
  expect(await payments.stop()).toBe(0);
  shop.close();
});
beforeEach(async () => {
  received = [];
  refusals = 0;
  await fault({ mode: 'ok' });
});

function client(key: string, maxNetworkRetries = 0): Stripe {
  const { hostname, port } = new URL(payments.url);
  return new Stripe(key, { host: hostname, port, protocol: 'http', telemetry: false, maxNetworkRetries });
}

const fault = (asked: object) => fetch(`${payments.url}/__fault`, { method: 'POST', body: JSON.stringify(asked) });
const paid = (amount = 1999, method = 'pm_card_visa') =>
  stripe.paymentIntents.create({ amount, currency: 'eur', payment_method: method, confirm: true });
const refused = (promise: Promise<unknown>) =>
  promise.then(
    () => 'went through',
    (error: Stripe.errors.StripeError) => error,
  );

async function deliveries(count: number): Promise<typeof received> {
  while (received.length < count) await new Promise<void>((done) => (told = done));
  return received;
}

describe('payment intents, through the real SDK', () => {
  test('go from created to succeeded, with the charge that paid', async () => {
    const intent = await stripe.paymentIntents.create({ amount: 500, currency: 'JPY', metadata: { draft: 'd1' } });
    expect(intent).toMatchObject({
      status: 'requires_payment_method',
      currency: 'jpy',
      livemode: false,
      metadata: { draft: 'd1' },
    });
    const done = await stripe.paymentIntents.confirm(intent.id, {
      payment_method: 'pm_card_visa',
      expand: ['latest_charge'],
    });
    expect(done).toMatchObject({
      status: 'succeeded',
      amount_received: 500,
      latest_charge: { paid: true, amount: 500 },
    });
  });

  test.each([
    ['pm_card_visa_chargeDeclined', 'card_declined', 'generic_decline'],
    ['pm_card_chargeDeclinedInsufficientFunds', 'card_declined', 'insufficient_funds'],
    ['pm_card_chargeDeclinedExpiredCard', 'expired_card', 'expired_card'],
  ])('%s is declined and can be tried again with another card', async (method, code, decline_code) => {
    const intent = await stripe.paymentIntents.create({ amount: 700, currency: 'eur' });
    const error = await refused(stripe.paymentIntents.confirm(intent.id, { payment_method: method }));
    expect(error).toMatchObject({ type: 'StripeCardError', statusCode: 402, code, decline_code });
    expect(await stripe.paymentIntents.confirm(intent.id, { payment_method: 'pm_card_visa' })).toMatchObject({
      status: 'succeeded',
    });
    expect((await stripe.charges.list({ payment_intent: intent.id })).data.map(({ status }) => status)).toEqual([
      'succeeded',
      'failed',
    ]);
  });

  test('a paid one is neither paid again nor changed nor canceled', async () => {
    const { id } = await paid();
    const unexpected = { code: 'payment_intent_unexpected_state' };
    expect(await refused(stripe.paymentIntents.confirm(id, { payment_method: 'pm_card_visa' }))).toMatchObject(
      unexpected,
    );
    expect(await refused(stripe.paymentIntents.update(id, { amount: 1 }))).toMatchObject(unexpected);
    expect(await refused(stripe.paymentIntents.cancel(id))).toMatchObject(unexpected);
  });

  test('with 3-D Secure waits for the customer', async () => {
    const intent = await paid(900, 'pm_card_authenticationRequired');
    expect(intent).toMatchObject({ status: 'requires_action', next_action: { type: 'use_stripe_sdk' } });
  });

  test('can be authorised now and captured later', async () => {
    const held = await stripe.paymentIntents.create({
      amount: 1000,
      currency: 'eur',
      capture_method: 'manual',
      payment_method: 'pm_card_visa',
      confirm: true,
    });
    expect(held).toMatchObject({ status: 'requires_capture', amount_capturable: 1000, amount_received: 0 });
    const taken = await stripe.paymentIntents.capture(held.id, { amount_to_capture: 600 });
    expect(taken).toMatchObject({ status: 'succeeded', amount_received: 600 });
    expect(await refused(stripe.refunds.create({ payment_intent: held.id, amount: 601 }))).toMatchObject({
      param: 'amount',
    });
  });

  test.each([
    [{ amount: 0, currency: 'eur' }, 'amount'],
    [{ amount: 19.99, currency: 'eur' }, 'amount'],
    [{ amount: 100, currency: 'euro' }, 'currency'],
  ])('are refused when malformed: %j', async (params, param) => {
    expect(await refused(stripe.paymentIntents.create(params))).toMatchObject({
      type: 'StripeInvalidRequestError',
      param,
    });
  });

  test('are out of reach without the right key, and a live key is called one', async () => {
    expect(await refused(client('sk_test_wrong').paymentIntents.list())).toMatchObject({
      type: 'StripeAuthenticationError',
    });
    const live = `sk_${'live'}_0000`;
    expect(await refused(client(live).paymentIntents.list())).toMatchObject({
      message: expect.stringContaining('live key'),
    });
    expect(await refused(client(keys.PUBLISHABLE_KEY).paymentIntents.list())).toMatchObject({ statusCode: 401 });
  });

  test('a browser is shown one only for its client secret', async () => {
    const { id, client_secret: secret } = await stripe.paymentIntents.create({ amount: 100, currency: 'eur' });
    const asked = (given: string) =>
      fetch(`${payments.url}/v1/payment_intents/${id}?key=${keys.PUBLISHABLE_KEY}&client_secret=${given}`);
    expect((await asked(String(secret))).status).toBe(200);
    expect((await asked(`${id}_secret_guess`)).status).toBe(404);
  });
});

describe('refunds', () => {
  test('are exact, in parts, and never more than was paid', async () => {
    const { id } = await paid(1000);
    await stripe.refunds.create({ payment_intent: id, amount: 300 });
    expect(await refused(stripe.refunds.create({ payment_intent: id, amount: 701 }))).toMatchObject({
      param: 'amount',
    });
    await stripe.refunds.create({ payment_intent: id });
    const [charge] = (await stripe.charges.list({ payment_intent: id })).data;
    expect(charge).toMatchObject({ amount_refunded: 1000, refunded: true });
    expect(await refused(stripe.refunds.create({ payment_intent: id }))).toMatchObject({
      code: 'charge_already_refunded',
    });
  });
});

describe('idempotency keys', () => {
  test('the same request gets the same answer, a declined one too', async () => {
    const idempotencyKey = crypto.randomUUID();
    const create = () => stripe.paymentIntents.create({ amount: 100, currency: 'eur' }, { idempotencyKey });
    const [first, second] = [await create(), await create()];
    expect(second.id).toBe(first.id);
    expect(second.lastResponse.headers['idempotent-replayed']).toBe('true');
    const key = { idempotencyKey: crypto.randomUUID() };
    const confirm = () =>
      refused(stripe.paymentIntents.confirm(first.id, { payment_method: 'pm_card_chargeDeclined' }, key));
    const [one, two] = [(await confirm()) as { charge: string }, (await confirm()) as { charge: string }];
    expect(one.charge).toBe(two.charge);
  });

  test('another request under the same key is refused', async () => {
    const idempotencyKey = crypto.randomUUID();
    await stripe.paymentIntents.create({ amount: 100, currency: 'eur' }, { idempotencyKey });
    const other = refused(stripe.paymentIntents.create({ amount: 200, currency: 'eur' }, { idempotencyKey }));
    expect(await other).toMatchObject({ type: 'StripeIdempotencyError', statusCode: 400 });
  });

  test('a payment whose answer was lost is retried by the SDK and charged once', async () => {
    await fault({ mode: 'lost', times: 1, containing: 'lost-1' });
    const intent = await stripe.paymentIntents.create({
      amount: 4200,
      currency: 'eur',
      payment_method: 'pm_card_visa',
      confirm: true,
      metadata: { draft: 'lost-1' },
    });
    expect((await stripe.charges.list({ payment_intent: intent.id })).data).toHaveLength(1);
    const asked = (await (await fetch(`${payments.url}/__requests?containing=lost-1`)).json()) as { status: number }[];
    expect(asked.map(({ status }) => status)).toEqual([502, 200]);
  });
});

describe('webhooks', () => {
  test('are signed so that the SDK accepts them, and nothing else', async () => {
    const { id } = await paid();
    const [{ body, signature }] = (await deliveries(1)) as [(typeof received)[number]];
    const event = stripe.webhooks.constructEvent(body, signature, keys.WEBHOOK_SECRET);
    expect(event).toMatchObject({ type: 'payment_intent.succeeded', data: { object: { id, status: 'succeeded' } } });
    expect(() => stripe.webhooks.constructEvent(body.replace('1999', '1'), signature, keys.WEBHOOK_SECRET)).toThrow(
      /signature/,
    );
    expect(() => stripe.webhooks.constructEvent(body, signature, 'whsec_other')).toThrow(/signature/);
  });

  test('come again, later and later, until they are taken', async () => {
    refusals = 3;
    const { id } = await paid();
    const came = await deliveries(4);
    expect(new Set(came.map(({ body }) => body)).size).toBe(1);
    const gaps = came.slice(1).map(({ at }, index) => at - (came[index]?.at ?? Number.NaN));
    // A wait can take longer than asked for but never less, so these hold on the slowest machine.
    expect(gaps.map((gap, index) => gap >= 40 * 2 ** index - 5)).toEqual([true, true, true]);
    const [delivery] = (await (await fetch(`${payments.url}/__webhooks?about=${id}`)).json()) as {
      attempts: { status: number }[];
    }[];
    expect(delivery?.attempts.map(({ status }) => status).slice(0, 3)).toEqual([500, 500, 500]);
  });

  test('are held back for one payment, and still there to be read', async () => {
    const held = await stripe.paymentIntents.create({ amount: 100, currency: 'eur' });
    await fetch(`${payments.url}/__webhooks/hold`, { method: 'POST', body: JSON.stringify({ about: held.id }) });
    await stripe.paymentIntents.confirm(held.id, { payment_method: 'pm_card_visa' });
    const { id } = await paid();
    const [came] = await deliveries(1);
    expect(came?.body).toContain(id);
    const { data } = await stripe.events.list({ type: 'payment_intent.succeeded', limit: 2 });
    expect(data.map((event) => (event.data.object as Stripe.PaymentIntent).id)).toEqual([id, held.id]);
  });

  test('tell of a refund', async () => {
    const { id } = await paid(1000);
    await stripe.refunds.create({ payment_intent: id, amount: 10 });
    const came = await deliveries(2);
    expect(came.map(({ body }) => (JSON.parse(body) as Stripe.Event).type)).toContain('charge.refunded');
  });
});

describe('faults', () => {
  test('health tells the truth about the whole sandbox, and nothing about one test’s trouble', async () => {
    const health = async () => (await fetch(`${payments.url}/healthz`)).status;
    await fault({ mode: 'down', containing: 'somebody' });
    expect(await health()).toBe(200);
    await fault({ mode: 'down' });
    expect(await health()).toBe(503);
    expect(await refused(client(keys.SECRET_KEY).paymentIntents.list())).toMatchObject({ statusCode: 503 });
    await fault({ mode: 'ok' });
    expect(await health()).toBe(200);
  });

  test('a mistyped fault is refused', async () => {
    expect((await fault({ mode: 'dwon' })).status).toBe(400);
  });
});
