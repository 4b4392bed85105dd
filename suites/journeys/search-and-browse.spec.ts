import { expect, test } from '../../fixtures/index.js';

test(
  'somebody looks around, searches and finds',
  {
    tag: ['@accessible', '@clean-console'],
    annotation: [
      { type: 'owner', description: 'catalogue' },
      { type: 'impact', description: 'What customers cannot find they do not buy.' },
    ],
  },
  async ({ home, shelf, product, accessibility }) => {
    await test.step('opens a category and turns its pages', async () => {
      await home.open();
      await home.openCategory('Lighting');
      await expect(shelf.heading).toHaveText('Lighting');
      await expect(shelf.products).toHaveCount(24);
      await accessibility.scan('category');
      const firstPage = await shelf.names.allInnerTexts();
      await shelf.nextPage();
      await expect(shelf.currentPage).toHaveText('2');
      await expect(shelf.products).toHaveCount(24);
      const secondPage = await shelf.names.allInnerTexts();
      expect(
        secondPage.filter((name) => firstPage.includes(name)),
        'goods of both pages',
      ).toEqual([]);
    });

    await test.step('searches for a word, and every result is about it', async () => {
      await home.searchFor('teapot');
      await expect(shelf.heading).toContainText('teapot');
      await expect(shelf.found).toHaveText(/^[1-9]\d* products found$/);
      await expect(shelf.names.filter({ hasNotText: /teapot/i })).toHaveCount(0);
      await accessibility.scan('search');
    });

    await test.step('searches for words that nothing is about', async () => {
      await home.searchFor('zeppelin mooring mast');
      await expect(shelf.found).toHaveText('0 products found');
      await expect(shelf.products).toHaveCount(0);
      await accessibility.scan('nothing found');
    });

    await test.step('finds one product by its name, still unfinished, and opens it', async () => {
      await home.searchFor('harbour enamel mu');
      await expect(shelf.names.first()).toHaveText('Harbour Enamel Mug');
      await shelf.product('Harbour Enamel Mug').click();
      await expect(product.heading).toHaveText('Harbour Enamel Mug');
      await expect(product.price).toContainText('€24.00');
    });

    await test.step('has it delivered to Japan, and pays in yen from there on', async () => {
      await home.deliverTo('Japan');
      await expect(product.price).toContainText('¥3,800');
      await home.openCategory('Kitchen');
      await expect(shelf.prices.first()).toHaveText(/^¥[\d,]+$/);
    });
  },
);
