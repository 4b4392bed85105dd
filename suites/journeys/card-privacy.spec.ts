import { addresses, cards, expect, expiry, securityCode, test } from '../../fixtures/index.js';

const digits = (text: string): string => text.replace(/\D/g, '');
/** As a value of its own: in the middle of an id any few digits turn up by chance. */
const hasAlone = (number: string, text: string): boolean => new RegExp(`(?<![\\w-])${number}(?![\\w-])`).test(text);

test(
  'the shop never sees the number of a card',
  {
    annotation: [
      { type: 'owner', description: 'checkout' },
      { type: 'impact', description: 'Card numbers in our hands put the whole company under card-industry audit.' },
      { type: 'third-party', description: 'payments' },
    ],
  },
  async ({ sentRequests, cart, checkout, thanks, guest, goods, staging, payments, thirdParty }) => {
    const [shop, payment] = [new URL(staging.target).origin, new URL(thirdParty('payments').url).origin];

    await test.step('comes to the checkout with a mug', async () => {
      await cart.fill(goods.bySlug({ mug: 1 }));
      await checkout.open();
      await checkout.fillAddress(guest, addresses.DE);
    });

    await test.step("finds every field of the card in the payment service's own frame", async () => {
      for (const label of ['Card number', 'Expiry date', 'CVC'] as const) {
        expect(await checkout.cardField(label).evaluate(() => location.origin), label).toBe(payment);
      }
      expect(payment).not.toBe(shop);
      await expect(checkout.page.getByLabel(/card number|expiry|cvc/i), "in the shop's own page").toHaveCount(0);
    });

    await test.step('pays', async () => {
      await checkout.fillCard(cards.accepted);
      await checkout.pay();
      await expect(thanks.heading).toBeVisible();
    });

    const withNumber = sentRequests.filter(({ told }) => digits(told).includes(cards.accepted));

    await test.step('the number went from the browser to the payment service, and nowhere else', () => {
      expect(withNumber.map(({ origin }) => origin)).toEqual([payment]);
      expect(sentRequests.filter(({ origin }) => origin === shop).length, 'requests to the shop').toBeGreaterThan(0);
    });

    await test.step("the shop's server never sent it either: it has no such thing", async () => {
      const told = (await payments.requestsAbout(guest.email)).map(({ path, body }) => `${path} ${body}`);
      expect(told.length, 'requests of the shop about this guest').toBeGreaterThan(0);
      expect(told.filter((text) => /card%5B|card\[|number/.test(text))).toEqual([]);
      expect(told.filter((text) => hasAlone(securityCode, text) || hasAlone(digits(expiry), text))).toEqual([]);
    });
  },
);
