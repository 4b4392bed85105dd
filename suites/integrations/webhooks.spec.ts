import { expect, test } from '../../fixtures/index.js';

const viaPayments = { annotation: { type: 'third-party', description: 'payments' } };
const tenMinutesMs = 600_000;

test(
  'the order of a customer who never came back is completed by the event alone',
  viaPayments,
  async ({ shopApi, payments, inbox, guest }) => {
    const payable = await shopApi.beginCheckout();
    await payments.confirm(payable);
    const mail = await inbox.waitFor(guest.email);
    expect(mail.subject).toMatch(/order/i);
    expect(await guest.forget()).toMatchObject({ orders: 1 });
  },
);

test('the shop takes every event about a purchase', viaPayments, async ({ payments, webhooks }) => {
  const { payment } = await payments.buy();
  const deliveries = await webhooks.delivered(payment, 'payment_intent.succeeded');
  for (const { type, attempts } of deliveries) {
    expect(
      attempts.map(({ status }) => status),
      type,
    ).toEqual([200]);
  }
});

test(
  'an event without a true signature is refused and changes nothing',
  viaPayments,
  async ({ shopApi, payments, webhooks, guest }) => {
    const payable = await shopApi.beginCheckout();
    await webhooks.hold(payable.payment);
    await payments.confirm(payable);
    const event = await webhooks.event(payable.payment, 'payment_intent.succeeded');

    const refused = [
      await webhooks.sendUnsigned(event),
      await webhooks.send(event, { secret: 'whsec_of_somebody_else' }),
      await webhooks.send(event, { tampered: true }),
    ];
    expect(refused.map((answer) => answer.status())).toEqual([400, 400, 400]);
    expect(await guest.forget()).toMatchObject({ orders: 0 });
  },
);

test(
  'an event that was recorded ten minutes ago can’t be replayed',
  viaPayments,
  async ({ shopApi, payments, webhooks, guest }) => {
    const payable = await shopApi.beginCheckout();
    await webhooks.hold(payable.payment);
    await payments.confirm(payable);
    const event = await webhooks.event(payable.payment, 'payment_intent.succeeded');

    const replayed = await webhooks.send(event, { at: new Date(Date.now() - tenMinutesMs) });
    expect(replayed.status()).toBe(400);
    expect(await guest.forget()).toMatchObject({ orders: 0 });
  },
);

test(
  'an event that comes twice, also at once, makes one order and one mail',
  viaPayments,
  async ({ shopApi, payments, webhooks, inbox, guest }) => {
    const payable = await shopApi.beginCheckout();
    await webhooks.hold(payable.payment);
    await payments.confirm(payable);
    const event = await webhooks.event(payable.payment, 'payment_intent.succeeded');

    const answers = await Promise.all([webhooks.send(event), webhooks.send(event), webhooks.send(event)]);
    expect(answers.map((answer) => answer.status())).toEqual([200, 200, 200]);
    expect((await webhooks.send(event)).status()).toBe(200);
    await inbox.waitFor(guest.email);
    expect(await inbox.of(guest.email)).toHaveLength(1);
    expect(await guest.forget()).toMatchObject({ orders: 1 });
  },
);

test('the refund’s event may overtake the payment’s', viaPayments, async ({ shopApi, payments, webhooks }) => {
  const payable = await shopApi.beginCheckout();
  await webhooks.hold(payable.payment);
  await payments.confirm(payable);
  await payments.stripe.refunds.create({ payment_intent: payable.payment, amount: 200 });

  await test.step('the refund arrives first, the payment after it', async () => {
    const refund = await webhooks.event(payable.payment, 'charge.refunded');
    const payment = await webhooks.event(payable.payment, 'payment_intent.succeeded');
    expect((await webhooks.send(refund)).status()).toBe(200);
    expect((await webhooks.send(payment)).status()).toBe(200);
  });

  const { order } = (await (await shopApi.complete(payable.payment)).json()) as { order: string };
  expect(await shopApi.order(order)).toMatchObject({ refunded: 200, status: 'partially refunded' });
});

test(
  'news of a failed attempt that comes late does not undo the payment',
  viaPayments,
  async ({ shopApi, payments, webhooks }) => {
    const payable = await shopApi.beginCheckout();
    await webhooks.hold(payable.payment);
    await payments.confirm(payable, 'pm_card_chargeDeclined');
    await payments.confirm(payable);
    const { order } = (await (await shopApi.complete(payable.payment)).json()) as { order: string };

    const late = await webhooks.event(payable.payment, 'payment_intent.payment_failed');
    expect((await webhooks.send(late)).status()).toBe(200);
    expect(await shopApi.order(order)).toMatchObject({ status: 'paid' });
  },
);

test(
  'an event of a kind that the shop does not know is taken, so that it is not sent for days',
  viaPayments,
  async ({ webhooks }) => {
    const unknown = {
      id: `evt_${crypto.randomUUID()}`,
      object: 'event',
      type: 'radar.early_fraud_warning.created',
      data: { object: {} },
    };
    expect((await webhooks.send(unknown)).status()).toBe(200);
  },
);
