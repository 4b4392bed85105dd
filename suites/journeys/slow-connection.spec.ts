import { billOf, expect, shown, test } from '../../fixtures/index.js';

const annotation = [
  { type: 'owner', description: 'checkout' },
  { type: 'impact', description: 'Customers on a train read one price and pay another.' },
];

test(
  'a country chosen before the page has loaded counts',
  { annotation },
  async ({ home, shelf, product, slowConnection }) => {
    await home.open();
    await home.searchFor('harbour enamel mug');
    await expect(shelf.found).toBeVisible();
    const arrive = await slowConnection.hold('**/site.js');
    await shelf.product('Harbour Enamel Mug').click();
    await expect(product.price).toContainText(shown(2400, 'EUR'));
    await home.deliverTo('Japan');
    arrive();
    await expect(product.price).toContainText(shown(3800, 'JPY'));
  },
);

test(
  'shipping chosen before the checkout has loaded is shown as it will be charged',
  { annotation },
  async ({ cart, checkout, goods, slowConnection }) => {
    const { rows } = billOf({ country: 'DE', goods: { mug: 1 }, shipping: 'express' });
    await cart.fill(goods.bySlug({ mug: 1 }));
    await cart.open();
    const arrive = await slowConnection.hold('**/checkout.js');
    await cart.checkout();
    await checkout.chooseShipping('Express');
    arrive();
    await expect(checkout.payButton).toHaveText(`Pay ${rows.Total}`);
    await expect(checkout.amount('Shipping')).toHaveText(rows.Shipping);
  },
);

test(
  'ways of shipping have the prices of the country, however soon one is chosen',
  { annotation },
  async ({ cart, checkout, goods, slowConnection }) => {
    const { rows } = billOf({ country: 'US', goods: { mug: 1 }, shipping: 'express' });
    await cart.fill(goods.bySlug({ mug: 1 }));
    await checkout.open();
    const arrive = await slowConnection.hold('**/checkout/quote');
    await checkout.field('Country').selectOption('US');
    await checkout.chooseShipping('Express');
    arrive();
    await expect(checkout.amount('Total')).toHaveText(rows.Total);
    await expect(checkout.shippingMethod('Express')).toBeChecked();
    await expect(checkout.shippingMethod('Express')).toBeFocused();
    await expect(checkout.shippingMethod('Express')).toHaveAccessibleName(new RegExp(`\\${rows.Shipping}$`));
  },
);
