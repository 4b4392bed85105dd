import { addresses, billOf, expect, test, type Purchase } from '../../fixtures/index.js';

// Amounts are worked out from price list and terms (fixtures/bill.ts), never read from the shop.
const purchases: Record<string, Purchase> = {
  'Germany: a mug, tax included': { country: 'DE', goods: { mug: 1 } },
  'Germany: three mugs by express, over a kilogram': { country: 'DE', goods: { mug: 3 }, shipping: 'express' },
  'Germany: mug and books at two tax rates, 10 % off': {
    country: 'DE',
    goods: { mug: 1, cookbook: 3 },
    shipping: 'express',
    coupon: 'WELCOME10',
  },
  'Germany: from 50 euros on standard shipping is free': { country: 'DE', goods: { blanket: 1 } },
  'Germany: express shipping on the house': {
    country: 'DE',
    goods: { blanket: 2 },
    shipping: 'express',
    coupon: 'FREESHIP',
  },
  'United States: a mug, tax on top': { country: 'US', goods: { mug: 1 } },
  'United States: mug and book, 10 % off': { country: 'US', goods: { mug: 1, cookbook: 1 }, coupon: 'WELCOME10' },
  'Japan: a mug, without decimals': { country: 'JP', goods: { mug: 1 } },
  'Japan: a hundred and three things by express, 10 % off': {
    country: 'JP',
    goods: { mug: 99, cookbook: 3, blanket: 1 },
    shipping: 'express',
    coupon: 'WELCOME10',
  },
};

for (const [title, purchase] of Object.entries(purchases)) {
  test(
    title,
    {
      annotation: [
        { type: 'owner', description: 'pricing' },
        { type: 'impact', description: 'Customers pay a wrong sum, or we owe tax that nobody paid us.' },
        { type: 'third-party', description: 'tax' },
        { type: 'third-party', description: 'shipping' },
      ],
    },
    async ({ cart, checkout, guest, goods }) => {
      const { country, goods: wanted, shipping = 'standard', coupon = '' } = purchase;
      const { rows } = billOf(purchase);

      await test.step('comes to the checkout with the goods', async () => {
        await cart.fill(goods.bySlug(wanted));
        await checkout.open();
      });

      await test.step('gives address, way of shipping and coupon', async () => {
        await checkout.fillAddress(guest, addresses[country]);
        await checkout.chooseShipping(shipping);
        await checkout.applyCoupon(coupon);
      });

      await test.step('reads the right amounts in every row and on the button', async () => {
        await expect(checkout.amount('Total')).toHaveText(rows.Total);
        await expect(checkout.amount('Tax')).toHaveText(rows.Tax);
        await expect(checkout.amount('Shipping')).toHaveText(rows.Shipping);
        await expect(checkout.amount('Discount')).toHaveText(rows.Discount);
        await expect(checkout.amount('Subtotal')).toHaveText(rows.Subtotal);
        await expect(checkout.payButton).toHaveText(`Pay ${rows.Total}`);
      });
    },
  );
}

test('a coupon that does not exist takes nothing off, and says so', async ({ cart, checkout, goods }) => {
  const { rows } = billOf({ country: 'DE', goods: { mug: 1 } });
  await cart.fill(goods.bySlug({ mug: 1 }));
  await checkout.open();
  await checkout.applyCoupon('WELCOME100');
  await expect(checkout.couponWord).toHaveText('The coupon WELCOME100 is not valid.');
  await expect(checkout.amount('Total')).toHaveText(rows.Total);
});
