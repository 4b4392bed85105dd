import { addresses, billOf, cards, expect, test } from '../../fixtures/index.js';

test(
  'a guest proves to the bank that it is them, at the second try',
  {
    tag: ['@accessible', '@clean-console'],
    annotation: [
      { type: 'owner', description: 'checkout' },
      { type: 'impact', description: 'Cards whose bank asks back, most of them in Europe, cannot pay.' },
      { type: 'third-party', description: 'payments' },
    ],
  },
  async ({ cart, checkout, thanks, guest, goods, payments, accessibility }) => {
    const bill = billOf({ country: 'DE', goods: { mug: 1 } });

    await test.step('comes to the checkout with a mug', async () => {
      await cart.fill(goods.bySlug({ mug: 1 }));
      await checkout.open();
      await checkout.fillAddress(guest, addresses.DE);
      await expect(checkout.payButton).toHaveText(`Pay ${bill.rows.Total}`);
    });

    await test.step('pays with a card whose bank asks back, and fails to answer', async () => {
      await checkout.fillCard(cards.challenged);
      await checkout.pay();
      await expect(checkout.challengeText).toContainText(bill.rows.Total);
      await checkout.answerChallenge('Fail authentication');
    });

    await test.step('is told so and has paid nothing', async () => {
      await expect(checkout.alert).toContainText('authenticate');
      await accessibility.scan('checkout after a failed challenge');
      expect(await payments.takenFrom(guest.email)).toEqual([]);
    });

    await test.step('tries again and answers the bank', async () => {
      await checkout.pay();
      await checkout.answerChallenge('Complete authentication');
      await expect(thanks.heading).toBeVisible();
      await expect(thanks.total).toHaveText(bill.rows.Total);
    });

    await test.step('has paid once, for one order', async () => {
      expect(await payments.takenFrom(guest.email)).toEqual([bill.total]);
      expect(await guest.forget()).toMatchObject({ orders: 1 });
    });
  },
);
