import { addresses, cards, expect, test } from '../../fixtures/index.js';

test(
  'a guest buys two goods and pays by card',
  {
    tag: ['@accessible', '@clean-console'],
    annotation: [
      { type: 'impact', description: 'Nobody who is not signed in can buy.' },
      { type: 'third-party', description: 'payments' },
    ],
  },
  async ({ home, product, cart, checkout, thanks, guest, inbox, goods, accessibility }) => {
    await test.step('opens the shop', async () => {
      await home.open();
      await expect(home.heading).toBeVisible();
      await accessibility.scan('home');
    });

    await test.step('puts two of a product into the cart', async () => {
      await product.open(goods.available);
      await accessibility.scan('product');
      await product.addToCart(2);
      await expect(cart.quantity).toHaveValue('2');
      await accessibility.scan('cart');
    });

    await test.step('gives an address and chooses how to ship', async () => {
      await cart.checkout();
      await checkout.fillAddress(guest, addresses.DE);
      await checkout.chooseShipping('Standard');
      await accessibility.scan('checkout');
    });

    const total = await checkout.total();

    await test.step('pays with a card that the bank accepts', async () => {
      await checkout.fillCard(cards.accepted);
      await checkout.pay();
    });

    await test.step('is thanked, with the order number and the same total', async () => {
      await expect(thanks.heading).toBeVisible();
      await expect(thanks.total).toHaveText(total);
      await accessibility.scan('confirmation');
    });

    await test.step('gets the order by mail', async () => {
      const mail = await inbox.waitFor(guest.email);
      expect(mail.text).toContain(await thanks.orderNumber());
    });
  },
);
