import { addresses, billOf, cards, expect, test } from '../../fixtures/index.js';

test(
  'a guest buys two mugs and pays by card',
  {
    tag: ['@accessible', '@clean-console'],
    annotation: [
      { type: 'owner', description: 'checkout' },
      { type: 'impact', description: 'Nobody who is not signed in can buy.' },
      { type: 'third-party', description: 'payments' },
      { type: 'third-party', description: 'mail' },
    ],
  },
  async ({ home, product, cart, checkout, thanks, guest, inbox, goods, accessibility }) => {
    const bill = billOf({ country: 'DE', goods: { mug: 2 } });

    await test.step('opens the shop', async () => {
      await home.open();
      await expect(home.heading).toHaveText('Fieldnote');
      await accessibility.scan('home');
    });

    await test.step('puts two mugs into the cart', async () => {
      await product.open(goods.listed.mug);
      await expect(product.heading).toBeVisible();
      await accessibility.scan('product');
      await product.addToCart(2);
      await expect(cart.quantities).toHaveValue('2');
      await expect(cart.subtotal).toHaveText(bill.rows.Subtotal);
      await accessibility.scan('cart');
    });

    await test.step('gives an address and chooses how to ship', async () => {
      await cart.checkout();
      await checkout.fillAddress(guest, addresses.DE);
      await checkout.chooseShipping('Standard');
      await expect(checkout.amount('Total')).toHaveText(bill.rows.Total);
      await accessibility.scan('checkout');
    });

    await test.step('pays with a card that the bank accepts', async () => {
      await checkout.fillCard(cards.accepted);
      await expect(checkout.payButton).toHaveText(`Pay ${bill.rows.Total}`);
      await checkout.pay();
    });

    await test.step('is thanked, with the order number and the same total', async () => {
      await expect(thanks.heading).toBeVisible();
      await expect(thanks.number).toHaveText(/^FN-\d+$/);
      await expect(thanks.total).toHaveText(bill.rows.Total);
      await accessibility.scan('confirmation');
    });

    await test.step('gets the order by mail', async () => {
      const mail = await inbox.waitFor(guest.email);
      expect(mail.subject).toContain(await thanks.orderNumber());
      expect(mail.text).toContain(bill.rows.Total);
    });

    await test.step('finds the cart empty again', async () => {
      await cart.open();
      await expect(cart.empty).toBeVisible();
    });
  },
);
