import type { TestInfo } from '@playwright/test';
import { measured, openDrill, type Drill } from 'gonogo/environment';
import { addresses, billOf, cards, expect, test } from '../../fixtures/index.js';

// One story, told once and in this order: what one test has done the next ones find. Retried, it would be another one.
test.describe.configure({ mode: 'default', retries: 0 });

const annotation = [
  { type: 'owner', description: 'platform' },
  { type: 'impact', description: 'A release that turns out bad cannot be taken back, or customers pay for it.' },
];

type Staging = Parameters<typeof openDrill>[0];

/** Does what a check is of, says in the report what was expected and found, and holds it to that. */
async function expectWell(
  staging: Staging,
  testInfo: TestInfo,
  act: (drill: Drill) => ReturnType<Drill['begin']>,
): Promise<void> {
  const judged = await measured(testInfo, async () => act(await openDrill(staging, testInfo)));
  const { expected, actual, findings, evidence } = judged;
  testInfo.annotations.push({ type: 'expected', description: expected }, { type: 'actual', description: actual });
  await testInfo.attach('drill.json', { body: JSON.stringify(evidence, null, 2), contentType: 'application/json' });
  expect(findings, findings.join(' ')).toEqual([]);
}

/** The journeys that a release must not break, short: somebody searches, buys, and is thanked. */
function testThatCustomersAreServed(title: string, by: 'candidate' | 'previous'): void {
  test(
    title,
    { annotation },
    async ({ staging, home, shelf, product, cart, checkout, thanks, guest, goods }, testInfo) => {
      await measured(testInfo, async () => (await openDrill(staging, testInfo)).isUp(by));
      const bill = billOf({ country: 'DE', goods: { mug: 1 } });

      await test.step('searches for a mug and finds it', async () => {
        await home.open();
        await home.searchFor('harbour enamel mug');
        await expect(shelf.names.first()).toHaveText('Harbour Enamel Mug');
      });
      await test.step('puts it into the cart', async () => {
        await product.open(goods.listed.mug);
        await product.addToCart(1);
        await expect(cart.subtotal).toHaveText(bill.rows.Subtotal);
      });
      await test.step('pays for it', async () => {
        await cart.checkout();
        await checkout.fillAddress(guest, addresses.DE);
        await checkout.chooseShipping('Standard');
        await expect(checkout.amount('Total')).toHaveText(bill.rows.Total);
        await checkout.fillCard(cards.accepted);
        await checkout.pay();
      });
      await test.step('is thanked', async () => {
        await expect(thanks.heading).toBeVisible();
        await expect(thanks.number).toHaveText(/^FN-\d+$/);
      });
    },
  );
}

test('starts from the previous release', { annotation }, async ({ staging }, testInfo) => {
  await expectWell(staging, testInfo, (drill) => drill.begin());
});

test('deploys the candidate', { annotation }, async ({ staging, orders }, testInfo) => {
  await expectWell(staging, testInfo, (drill) => drill.deploy(orders));
});

test('migrates without keeping customers waiting', { annotation }, async ({ staging }, testInfo) => {
  await expectWell(staging, testInfo, (drill) => drill.migration());
});

testThatCustomersAreServed('the candidate serves customers', 'candidate');

test('rolls back in time', { annotation }, async ({ staging, orders }, testInfo) => {
  await expectWell(staging, testInfo, (drill) => drill.rollBack(orders));
});

test('every replica is the previous release again', { annotation }, async ({ staging }, testInfo) => {
  await expectWell(staging, testInfo, (drill) => drill.replicas());
});

testThatCustomersAreServed('the previous release serves customers on the migrated database', 'previous');

test('deploys the candidate once more', { annotation }, async ({ staging, orders }, testInfo) => {
  await expectWell(staging, testInfo, (drill) => drill.redeploy(orders));
});

test('no order is lost', { annotation }, async ({ staging, orders }, testInfo) => {
  try {
    await expectWell(staging, testInfo, (drill) => drill.orders(orders));
  } finally {
    await orders.forget();
  }
});
