import { addresses, cards, expect, expiry, securityCode, test } from '../../fixtures/index.js';

test(
  'a guest buys without a mouse',
  {
    tag: ['@accessible', '@clean-console'],
    annotation: [
      { type: 'owner', description: 'checkout' },
      { type: 'impact', description: 'People who cannot use a mouse cannot buy, which the law forbids.' },
      { type: 'third-party', description: 'payments' },
    ],
  },
  async ({ home, shelf, product, cart, checkout, thanks, guest, keyboard }) => {
    await test.step('skips the head of the page with the first key', async () => {
      await home.open();
      await keyboard.press('Tab');
      await expect(home.skipLink).toBeFocused();
      await expect(home.skipLink).toBeInViewport();
      await keyboard.press('Enter');
      await expect(home.page.getByRole('main')).toBeFocused();
    });

    await test.step('searches for a mug and opens it', async () => {
      await home.open();
      await keyboard.fillIn(home.search, 'harbour enamel mug');
      await keyboard.press('Enter');
      await keyboard.tabTo(shelf.product('Harbour Enamel Mug'));
      await keyboard.press('Enter');
      await expect(product.heading).toHaveText('Harbour Enamel Mug');
    });

    await test.step('puts it into the cart and goes to the checkout', async () => {
      await keyboard.tabTo(product.addButton);
      await keyboard.press('Enter');
      await keyboard.tabTo(cart.checkoutLink);
      await keyboard.press('Enter');
      await expect(checkout.payButton).toBeVisible();
    });

    await test.step('fills in the form in the order in which it is read', async () => {
      await keyboard.fillIn(checkout.field('Email'), guest.email);
      await keyboard.fillIn(checkout.field('Full name'), guest.name);
      await keyboard.fillIn(checkout.field('Address'), addresses.DE.line1);
      await keyboard.fillIn(checkout.field('Postal code'), addresses.DE.postalCode);
      await keyboard.fillIn(checkout.field('City'), addresses.DE.city);
      await keyboard.tabTo(checkout.shippingMethod('Standard'));
      await keyboard.press('ArrowDown');
      await expect(checkout.shippingMethod('Express')).toBeChecked();
      await keyboard.fillIn(checkout.cardField('Card number'), cards.accepted);
      await keyboard.fillIn(checkout.cardField('Expiry date'), expiry);
      await keyboard.fillIn(checkout.cardField('CVC'), securityCode);
    });

    await test.step('sees where the focus is, and pays', async () => {
      await keyboard.tabTo(checkout.payButton);
      await expect(checkout.payButton).toHaveCSS('outline-style', 'solid');
      await keyboard.press('Enter');
      await expect(thanks.heading).toBeVisible();
    });
  },
);
