import { addresses, billOf, expect, test } from '../../fixtures/index.js';

test.use({ javaScriptEnabled: false });

test(
  'a guest whose browser runs no script is told before paying, and loses nothing',
  {
    annotation: [
      { type: 'owner', description: 'checkout' },
      {
        type: 'impact',
        description: 'Customers whose script did not load type their address twice, or think they paid.',
      },
    ],
  },
  async ({ page, product, cart, checkout, guest, goods }) => {
    const { rows } = billOf({ country: 'US', goods: { mug: 1 }, shipping: 'express' });

    await test.step('fills a cart', async () => {
      await product.open(goods.listed.mug);
      await product.addToCart(1);
      await expect(cart.quantities).toHaveValue('1');
      await cart.checkout();
    });

    await test.step('reads that paying by card needs a script', async () => {
      await expect(page.getByText('Paying by card needs JavaScript.', { exact: true })).toBeVisible();
      await expect(checkout.cardFrame).toHaveCount(0);
    });

    await test.step('presses Pay all the same, and is told that nothing is paid', async () => {
      await checkout.fillAddress(guest, addresses.US);
      await checkout.chooseShipping('Express');
      await checkout.pay();
      await expect(checkout.alert).toContainText('Nothing is paid yet');
      expect(new URL(page.url()).search, 'what was typed stays out of the address').toBe('');
    });

    await test.step('finds what was typed and chosen, at the price of the country', async () => {
      await expect(checkout.field('Email')).toHaveValue(guest.email);
      await expect(checkout.field('Address')).toHaveValue(addresses.US.line1);
      await expect(checkout.field('Country')).toHaveValue('US');
      await expect(checkout.shippingMethod('Express')).toBeChecked();
      await expect(checkout.amount('Total')).toHaveText(rows.Total);
    });

    await test.step('has ordered nothing', async () => {
      expect(await guest.forget()).toMatchObject({ orders: 0 });
    });
  },
);
