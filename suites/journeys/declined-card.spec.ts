import { addresses, billOf, cards, expect, test } from '../../fixtures/index.js';

// The payment service answers a declined card with status 402, which browsers write to the console.
test.use({ allowedConsole: [/status of 402/] });

test(
  'a guest whose card is declined pays with another one, once',
  {
    tag: ['@accessible', '@clean-console'],
    annotation: [
      { type: 'owner', description: 'checkout' },
      { type: 'impact', description: 'Customers whose first card fails are lost, or pay twice.' },
      { type: 'third-party', description: 'payments' },
    ],
  },
  async ({ cart, checkout, thanks, guest, goods, payments, accessibility }) => {
    const bill = billOf({ country: 'DE', goods: { cookbook: 1 } });

    await test.step('comes to the checkout with a book', async () => {
      await cart.fill(goods.bySlug({ cookbook: 1 }));
      await checkout.open();
      await checkout.fillAddress(guest, addresses.DE);
      await expect(checkout.amount('Total')).toHaveText(bill.rows.Total);
    });

    await test.step('pays with a card that the bank declines', async () => {
      await checkout.fillCard(cards.declined);
      await checkout.pay();
    });

    await test.step('is told so, keeps the form and has not ordered', async () => {
      await expect(checkout.alert).toContainText('declined');
      await expect(checkout.field('Email')).toHaveValue(guest.email);
      await accessibility.scan('checkout after a decline');
      expect(await payments.takenFrom(guest.email)).toEqual([]);
    });

    await test.step('pays with a card that has no money on it', async () => {
      await checkout.fillCard(cards.withoutFunds);
      await checkout.pay();
      await expect(checkout.alert).toContainText('insufficient funds');
    });

    await test.step('pays with a card that the bank accepts', async () => {
      await checkout.fillCard(cards.accepted);
      await checkout.pay();
      await expect(thanks.heading).toBeVisible();
      await expect(thanks.total).toHaveText(bill.rows.Total);
    });

    await test.step('has paid once, for one order', async () => {
      expect(await payments.takenFrom(guest.email)).toEqual([bill.total]);
      expect(await guest.forget()).toMatchObject({ orders: 1 });
    });
  },
);
