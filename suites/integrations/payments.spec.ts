import { expect, payableOf, test } from '../../fixtures/index.js';

/** Stripe keeps versions for years; ours is to be at most this old, so that there is time to move before it ends. */
const oldestVersionYears = 2;

test(
  'a double submit makes one payment, one charge and one order',
  { annotation: { type: 'impact', description: 'A customer who clicks twice pays twice.' } },
  async ({ shopApi, payments, guest }) => {
    await shopApi.fillCart();

    const [first, second] = await test.step('submits the checkout twice at once', async () => {
      const answers = await Promise.all([shopApi.submitCheckout(), shopApi.submitCheckout()]);
      return Promise.all(answers.map(payableOf));
    });

    expect(second?.payment).toBe(first?.payment);

    const payable = first as NonNullable<typeof first>;

    await test.step('confirms and completes it more than once at once', async () => {
      const confirmed = await Promise.all([payments.confirm(payable), payments.confirm(payable)]);
      expect(confirmed.filter((answer) => answer.ok())).toHaveLength(1);
      const completed = await Promise.all([1, 2, 3].map(() => shopApi.complete(payable.payment)));
      const orders = await Promise.all(
        completed.map(async (answer) => ((await answer.json()) as { order: string }).order),
      );
      expect(new Set(orders).size).toBe(1);
    });

    const charges = await payments.stripe.charges.list({ payment_intent: payable.payment });
    expect(charges.data.map(({ amount, status }) => ({ amount, status }))).toEqual([
      { amount: payable.total, status: 'succeeded' },
    ]);
    expect(await guest.forget()).toMatchObject({ orders: 1 });
  },
);

test('an answer that is lost on the way is asked for again under the same idempotency key', async ({
  shopApi,
  payments,
  thirdParty,
  guest,
}) => {
  await thirdParty('payments').fault(guest.email, { mode: 'lost', times: 1 });
  const payable = await shopApi.beginCheckout();

  const sent = await payments.requestsAbout(guest.email);
  expect(sent.map(({ status }) => status)).toEqual([502, 200]);
  const keys = sent.map(({ headers }) => headers['idempotency-key']);
  expect(keys[0]).toMatch(/\S/);
  expect(keys[1]).toBe(keys[0]);
  const intents = await payments.stripe.paymentIntents.list({ limit: 100 });
  const ofGuest = intents.data.filter(({ receipt_email: email }) => email === guest.email);
  expect(ofGuest.map(({ id }) => id)).toEqual([payable.payment]);
});

test('retries back off and end', async ({ shopApi, payments, thirdParty, guest }) => {
  await thirdParty('payments').fault(guest.email, { mode: 'down' });
  await shopApi.fillCart();
  const answer = await shopApi.submitCheckout();

  expect(answer.status(), 'the customer is told').toBeGreaterThanOrEqual(500);
  const sent = (await payments.requestsAbout(guest.email)).map(({ at }) => Date.parse(at));
  expect(sent.length, 'attempts').toBeGreaterThan(1);
  expect(sent.length, 'attempts').toBeLessThanOrEqual(4);
  const waitsMs = sent.slice(1).map((at, index) => at - Number(sent[index]));
  expect(Math.min(...waitsMs), 'the shortest wait between two attempts').toBeGreaterThanOrEqual(250);
});

for (const [method, code] of [
  ['pm_card_chargeDeclined', 'generic_decline'],
  ['pm_card_chargeDeclinedInsufficientFunds', 'insufficient_funds'],
  ['pm_card_chargeDeclinedExpiredCard', 'expired_card'],
] as const) {
  test(`a card declined as ${code} leaves no order`, async ({ shopApi, payments, guest }) => {
    const payable = await shopApi.beginCheckout();
    const declined = await payments.confirm(payable, method);
    expect(declined.status()).toBe(402);
    expect(await declined.json()).toMatchObject({ error: { decline_code: code } });
    expect((await shopApi.complete(payable.payment)).status()).toBe(402);
    expect(await guest.forget()).toMatchObject({ orders: 0 });
  });
}

test('after a decline another card pays for the same checkout', async ({ shopApi, payments }) => {
  const payable = await shopApi.beginCheckout();
  await payments.confirm(payable, 'pm_card_chargeDeclined');
  expect((await payments.confirm(payable)).ok()).toBe(true);
  const completed = await shopApi.complete(payable.payment);
  expect(await completed.json()).toMatchObject({ status: 'paid', total: payable.total });
});

test('a payment that waits for 3-D Secure is no order yet', async ({ shopApi, payments, guest }) => {
  const payable = await shopApi.beginCheckout();
  const waiting = await payments.confirm(payable, 'pm_card_authenticationRequired');
  expect(await waiting.json()).toMatchObject({ status: 'requires_action' });
  expect((await shopApi.complete(payable.payment)).status()).toBe(402);
  expect(await guest.forget()).toMatchObject({ orders: 0 });
});

test('somebody else’s payment buys nothing here', async ({ shopApi, payments, guest }) => {
  await shopApi.beginCheckout();
  const stray = await payments.stripe.paymentIntents.create({
    amount: 1,
    currency: 'eur',
    payment_method: 'pm_card_visa',
    confirm: true,
  });
  expect((await shopApi.complete(stray.id)).status()).toBe(404);
  expect(await guest.forget()).toMatchObject({ orders: 0 });
});

test('a refund gives back exactly what was asked for, and never more than was paid', async ({
  shopApi,
  payments,
  backOffice,
}) => {
  const { number, payment, total } = await payments.buy();
  const refunded = async (): Promise<number[]> => {
    const { data } = await payments.stripe.charges.list({ payment_intent: payment });
    return [(await shopApi.order(number)).refunded, ...data.map(({ amount_refunded: amount }) => amount)];
  };

  await backOffice.refund(number, '5.01');
  expect(await refunded()).toEqual([501, 501]);
  expect((await backOffice.refund(number, String(total / 100))).status(), 'more than is left').toBe(422);
  await backOffice.refund(number, '');
  expect(await refunded()).toEqual([total, total]);
  expect(await shopApi.order(number)).toMatchObject({ status: 'refunded' });
});

test('a refund that is submitted twice is given once', async ({ shopApi, payments, backOffice }) => {
  const { number, payment } = await payments.buy();
  await backOffice.refundTwice(number, '3.00');
  expect(await shopApi.order(number)).toMatchObject({ refunded: 300, status: 'partially refunded' });
  const { data } = await payments.stripe.refunds.list({ payment_intent: payment });
  expect(data.map(({ amount }) => amount)).toEqual([300]);
});

for (const [country, currency] of [
  ['DE', 'eur'],
  ['US', 'usd'],
  ['JP', 'jpy'],
] as const) {
  test(`a customer in ${country} is charged the total that was shown, in ${currency}`, async ({
    shopApi,
    payments,
  }) => {
    const payable = await shopApi.beginCheckout({ country, quantity: 2 });
    const intent = await payments.stripe.paymentIntents.retrieve(payable.payment);
    expect(intent).toMatchObject({ amount: payable.total, currency });
  });
}

test('every request of a purchase has the shape that Stripe documents', async ({ payments, requestShapes, guest }) => {
  const { payment } = await payments.buy();
  const sent = [...(await payments.requestsAbout(guest.email)), ...(await payments.requestsAbout(payment))];
  expect(sent.length, 'recorded requests').toBeGreaterThanOrEqual(2);
  for (const request of sent) {
    expect(await requestShapes.judge(request), `${request.method} ${request.path} ${request.body}`).toBe('200');
  }
});

test('the API version is pinned, and young enough', async ({ payments, guest }) => {
  await payments.buy();
  const sent = await payments.requestsAbout(guest.email);
  expect(new Set(sent.map(({ headers }) => headers['stripe-version']))).toEqual(new Set([payments.apiVersion]));
  const released = Date.parse(payments.apiVersion.slice(0, 10));
  const years = (Date.now() - released) / (365.25 * 24 * 3_600_000);
  expect(years, `the age of ${payments.apiVersion} in years`).toBeLessThan(oldestVersionYears);
});
