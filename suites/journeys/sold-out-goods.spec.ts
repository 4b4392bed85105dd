import { expect, test } from '../../fixtures/index.js';

// The refusal is a page of status 422, which browsers write to the console.
test.use({ allowedConsole: [/status of 422/] });

test(
  'nobody can buy what is sold out',
  {
    tag: ['@accessible', '@clean-console'],
    annotation: [
      { type: 'owner', description: 'catalogue' },
      { type: 'impact', description: 'Customers pay for goods that we do not have.' },
    ],
  },
  async ({ home, shelf, product, cart, goods, accessibility }) => {
    const [lamp, another] = [await goods.soldOut(), await goods.available()];

    await test.step('sees on the shelf that it is sold out', async () => {
      await home.open();
      await home.searchFor(lamp.name);
      await expect(shelf.product(lamp.name)).toContainText('Sold out');
    });

    await test.step('opens it and finds no way to buy it', async () => {
      await shelf.product(lamp.name).click();
      await expect(product.heading).toHaveText(lamp.name);
      await expect(product.soldOut).toBeVisible();
      await expect(product.addButton).toHaveCount(0);
      await accessibility.scan('sold-out product');
    });

    await test.step('cannot buy it from a page that was opened when there was some', async () => {
      await product.open(another.slug);
      await product.becomeStalePageOf(lamp.slug);
      await product.addToCart(1);
      await expect(cart.alert).toContainText('not that much in stock');
      await expect(cart.empty).toBeVisible();
    });
  },
);
