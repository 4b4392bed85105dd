import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { keys, refused, testSandbox, type TestSandbox } from './test-sandbox.js';

let payments: TestSandbox;
beforeAll(async () => {
  payments = await testSandbox();
});
afterAll(async () => {
  expect(await payments.stop()).toBe(0);
});

describe('payment intents, through the real SDK', () => {
  test('go from created to succeeded, with the charge that paid', async () => {
    const intent = await payments.stripe.paymentIntents.create({
      amount: 500,
      currency: 'JPY',
      metadata: { draft: 'd1' },
    });
    expect(intent).toMatchObject({
      status: 'requires_payment_method',
      currency: 'jpy',
      livemode: false,
      metadata: { draft: 'd1' },
    });
    const done = await payments.stripe.paymentIntents.confirm(intent.id, {
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
    const intent = await payments.stripe.paymentIntents.create({ amount: 700, currency: 'eur' });
    const error = await refused(payments.stripe.paymentIntents.confirm(intent.id, { payment_method: method }));
    expect(error).toMatchObject({ type: 'StripeCardError', statusCode: 402, code, decline_code });
    expect(await payments.stripe.paymentIntents.confirm(intent.id, { payment_method: 'pm_card_visa' })).toMatchObject({
      status: 'succeeded',
    });
    expect(
      (await payments.stripe.charges.list({ payment_intent: intent.id })).data.map(({ status }) => status),
    ).toEqual(['succeeded', 'failed']);
  });

  test('a paid one is neither paid again nor changed nor canceled', async () => {
    const { id } = await payments.paid();
    const unexpected = { code: 'payment_intent_unexpected_state' };
    expect(await refused(payments.stripe.paymentIntents.confirm(id, { payment_method: 'pm_card_visa' }))).toMatchObject(
      unexpected,
    );
    expect(await refused(payments.stripe.paymentIntents.update(id, { amount: 1 }))).toMatchObject(unexpected);
    expect(await refused(payments.stripe.paymentIntents.cancel(id))).toMatchObject(unexpected);
  });

  test('with 3-D Secure waits for the customer', async () => {
    const intent = await payments.paid(900, 'pm_card_authenticationRequired');
    expect(intent).toMatchObject({ status: 'requires_action', next_action: { type: 'use_stripe_sdk' } });
  });

  test('can be authorised now and captured later', async () => {
    const held = await payments.stripe.paymentIntents.create({
      amount: 1000,
      currency: 'eur',
      capture_method: 'manual',
      payment_method: 'pm_card_visa',
      confirm: true,
    });
    expect(held).toMatchObject({ status: 'requires_capture', amount_capturable: 1000, amount_received: 0 });
    const taken = await payments.stripe.paymentIntents.capture(held.id, { amount_to_capture: 600 });
    expect(taken).toMatchObject({ status: 'succeeded', amount_received: 600 });
    expect(await refused(payments.stripe.refunds.create({ payment_intent: held.id, amount: 601 }))).toMatchObject({
      param: 'amount',
    });
  });

  test.each([
    [{ amount: 0, currency: 'eur' }, 'amount'],
    [{ amount: 19.99, currency: 'eur' }, 'amount'],
    [{ amount: 100, currency: 'euro' }, 'currency'],
  ])('are refused when malformed: %j', async (params, param) => {
    expect(await refused(payments.stripe.paymentIntents.create(params))).toMatchObject({
      type: 'StripeInvalidRequestError',
      param,
    });
  });

  test('are out of reach without the right key, and a live key is called one', async () => {
    expect(await refused(payments.client('sk_test_wrong').paymentIntents.list())).toMatchObject({
      type: 'StripeAuthenticationError',
    });
    const live = `sk_${'live'}_0000`;
    expect(await refused(payments.client(live).paymentIntents.list())).toMatchObject({
      message: expect.stringContaining('live key'),
    });
    expect(await refused(payments.client(keys.PUBLISHABLE_KEY).paymentIntents.list())).toMatchObject({
      statusCode: 401,
    });
  });

  test('a browser is shown one only for its client secret', async () => {
    const { id, client_secret: secret } = await payments.stripe.paymentIntents.create({ amount: 100, currency: 'eur' });
    const asked = (given: string) =>
      fetch(`${payments.url}/v1/payment_intents/${id}?key=${keys.PUBLISHABLE_KEY}&client_secret=${given}`);
    expect((await asked(String(secret))).status).toBe(200);
    expect((await asked(`${id}_secret_guess`)).status).toBe(404);
  });
});

describe('refunds', () => {
  test('are exact, in parts, and never more than was paid', async () => {
    const { id } = await payments.paid(1000);
    await payments.stripe.refunds.create({ payment_intent: id, amount: 300 });
    expect(await refused(payments.stripe.refunds.create({ payment_intent: id, amount: 701 }))).toMatchObject({
      param: 'amount',
    });
    await payments.stripe.refunds.create({ payment_intent: id });
    const [charge] = (await payments.stripe.charges.list({ payment_intent: id })).data;
    expect(charge).toMatchObject({ amount_refunded: 1000, refunded: true });
    expect(await refused(payments.stripe.refunds.create({ payment_intent: id }))).toMatchObject({
      code: 'charge_already_refunded',
    });
  });
});
