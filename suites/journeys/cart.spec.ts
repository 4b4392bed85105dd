import { billOf, expect, test } from '../../fixtures/index.js';

test(
  'a guest changes their mind about what is in the cart',
  {
    tag: ['@accessible', '@clean-console'],
    annotation: [
      { type: 'owner', description: 'checkout' },
      { type: 'impact', description: 'Customers buy what they did not want, or leave.' },
    ],
  },
  async ({ product, cart, goods, accessibility }) => {
    await test.step('puts a mug, another mug and a book in', async () => {
      await product.open(goods.listed.mug);
      await product.addToCart(1);
      await product.open(goods.listed.mug);
      await product.addToCart(1);
      await product.open(goods.listed.cookbook);
      await product.addToCart(1);
      await expect(cart.quantities).toHaveCount(2);
      await expect(cart.subtotal).toHaveText(billOf({ country: 'DE', goods: { mug: 2, cookbook: 1 } }).rows.Subtotal);
    });

    await test.step('takes five mugs instead', async () => {
      await cart.changeQuantity('Mug', 5);
      await expect(cart.subtotal).toHaveText(billOf({ country: 'DE', goods: { mug: 5, cookbook: 1 } }).rows.Subtotal);
      await accessibility.scan('cart');
    });

    await test.step('finds all of it again after a look around', async () => {
      await product.open(goods.listed.blanket);
      await cart.open();
      await expect(cart.line('Mug').getByRole('spinbutton')).toHaveValue('5');
    });

    await test.step('puts everything back', async () => {
      await cart.remove('Mug');
      await expect(cart.quantities).toHaveCount(1);
      await cart.remove('Cookbook');
      await expect(cart.empty).toBeVisible();
    });
  },
);
