import { expect, test } from '../../fixtures/index.js';

/** Whoever buys also needs the payments sandbox: when that is down, this is not the fault of the shop. */
const viaPayments = { annotation: { type: 'third-party', description: 'payments' } };

test(
  'an order is confirmed by mail, with its number and its total',
  viaPayments,
  async ({ payments, inbox, guest }) => {
    const { number, total } = await payments.buy({ quantity: 2 });
    const mail = await inbox.waitFor(guest.email);
    expect(mail.subject).toContain(number);
    expect(mail.text).toContain(guest.name);
    expect(mail.text).toContain((total / 100).toFixed(2));
  },
);

test('it goes to the customer alone, and once', viaPayments, async ({ payments, inbox, guest }) => {
  await payments.buy();
  const mail = await inbox.waitFor(guest.email);
  expect(mail.to).toEqual([guest.email]);
  expect(mail.headers['to']).toContain(guest.email);
  expect(await inbox.of(guest.email)).toHaveLength(1);
});

test(
  'its links stay in staging',
  {
    annotation: [
      viaPayments.annotation,
      {
        type: 'impact',
        description: 'A tester who clicks lands in production, signed in as nobody knows whom.',
      },
    ],
  },
  async ({ payments, inbox, guest, staging }) => {
    await payments.buy();
    const { links } = await inbox.waitFor(guest.email);
    expect(links.length, 'links in the mail').toBeGreaterThan(0);
    expect(new Set(links.map((link) => new URL(link).origin))).toEqual(new Set([new URL(staging.target).origin]));
  },
);

test('it has words for people whose mail program shows no HTML', viaPayments, async ({ payments, inbox, guest }) => {
  const { number } = await payments.buy();
  const { text, html, links } = await inbox.waitFor(guest.email);
  expect(text).toContain(number);
  expect(html).toContain(number);
  expect(
    links.some((link) => text.includes(link)),
    'a link in the plain words',
  ).toBe(true);
});

test('no mail thanks for a payment that was declined', viaPayments, async ({ shopApi, payments, inbox, guest }) => {
  const payable = await shopApi.beginCheckout();
  await payments.confirm(payable, 'pm_card_chargeDeclined');
  await shopApi.complete(payable.payment);

  await test.step('the same customer then pays, and that is the only mail', async () => {
    await payments.confirm(payable);
    await shopApi.complete(payable.payment);
    await inbox.waitFor(guest.email);
    expect(await inbox.of(guest.email)).toHaveLength(1);
  });
});

test(
  'a mail server that refuses for now costs no order, and the mail comes later',
  viaPayments,
  async ({ payments, inbox, thirdParty, guest }) => {
    await thirdParty('mail').fault(guest.email, { mode: 'down', times: 1 });
    const { number } = await payments.buy();
    const mail = await inbox.waitFor(guest.email);
    expect(mail.subject).toContain(number);
  },
);

test('a refund is announced by mail with its amount', viaPayments, async ({ payments, inbox, guest, backOffice }) => {
  const { number } = await payments.buy();
  await backOffice.refund(number, '4.20');
  const mail = await inbox.waitFor(guest.email, /refund/i);
  expect(mail.text).toContain('4.20');
});
