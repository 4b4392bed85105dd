import { afterAll, beforeAll, expect, test } from 'vitest';
import { refused, testSandbox, type TestSandbox } from './test-sandbox.js';

let payments: TestSandbox;
beforeAll(async () => {
  payments = await testSandbox();
});
afterAll(async () => {
  expect(await payments.stop()).toBe(0);
});

test('the same request under the same idempotency key gets the same answer, a declined one too', async () => {
  const idempotencyKey = crypto.randomUUID();
  const create = () => payments.stripe.paymentIntents.create({ amount: 100, currency: 'eur' }, { idempotencyKey });
  const [first, second] = [await create(), await create()];
  expect(second.id).toBe(first.id);
  expect(second.lastResponse.headers['idempotent-replayed']).toBe('true');
  const key = { idempotencyKey: crypto.randomUUID() };
  const confirm = () =>
    refused(payments.stripe.paymentIntents.confirm(first.id, { payment_method: 'pm_card_chargeDeclined' }, key));
  const [one, two] = [(await confirm()) as { charge: string }, (await confirm()) as { charge: string }];
  expect(one.charge).toBe(two.charge);
});

test('another request under the same idempotency key is refused', async () => {
  const idempotencyKey = crypto.randomUUID();
  await payments.stripe.paymentIntents.create({ amount: 100, currency: 'eur' }, { idempotencyKey });
  const other = refused(payments.stripe.paymentIntents.create({ amount: 200, currency: 'eur' }, { idempotencyKey }));
  expect(await other).toMatchObject({ type: 'StripeIdempotencyError', statusCode: 400 });
});

test('a payment whose answer was lost is retried by the SDK and charged once', async () => {
  await payments.fault({ mode: 'lost', times: 1, containing: 'lost-1' });
  const intent = await payments.stripe.paymentIntents.create({
    amount: 4200,
    currency: 'eur',
    payment_method: 'pm_card_visa',
    confirm: true,
    metadata: { draft: 'lost-1' },
  });
  expect((await payments.stripe.charges.list({ payment_intent: intent.id })).data).toHaveLength(1);
  const asked = (await (await fetch(`${payments.url}/__requests?containing=lost-1`)).json()) as { status: number }[];
  expect(asked.map(({ status }) => status)).toEqual([502, 200]);
});
