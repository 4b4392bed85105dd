import { billOf, expect, shown, test } from '../../fixtures/index.js';

// The refusal is a page of status 422, which browsers write to the console.
test.use({ allowedConsole: [/status of 422/] });

test(
  'the back office gives money back, a part and then the rest',
  {
    tag: ['@accessible', '@clean-console'],
    annotation: [
      { type: 'owner', description: 'customer service' },
      { type: 'impact', description: 'Customers wait for their money, or get too much of it.' },
      { type: 'third-party', description: 'identity' },
      { type: 'third-party', description: 'payments' },
      { type: 'third-party', description: 'mail' },
    ],
  },
  async ({ adminOrders, signIn, order, account, home, admin, guest, inbox, payments, accessibility }) => {
    const { total, rows } = billOf({ country: 'DE', goods: { mug: 1 } });
    const bought = await test.step('a guest has bought a mug', () => payments.buy());

    await test.step('is asked to sign in, and comes back to the orders', async () => {
      await adminOrders.open();
      await signIn.signInAs(admin);
      await expect(adminOrders.heading).toHaveText('All orders');
      await accessibility.scan('all orders');
    });

    await test.step("finds the order by the customer's email", async () => {
      await adminOrders.find(guest.email);
      await expect(adminOrders.order(bought.number)).toContainText(rows.Total);
      await adminOrders.openOrder(bought.number);
      await expect(order.status).toHaveText('paid');
      await accessibility.scan('order');
    });

    await test.step('cannot give back more than was paid', async () => {
      await adminOrders.refund('1000');
      await expect(adminOrders.alert).toContainText(`at most ${rows.Total}`);
      await expect(order.status).toHaveText('paid');
    });

    await test.step('gives back five euros', async () => {
      await adminOrders.refund('5.00');
      await expect(order.status).toHaveText('partially refunded');
      await expect(order.refunded).toHaveText('€5.00');
    });

    await test.step('gives back all that is left, and nothing is left to give', async () => {
      await adminOrders.refund('');
      await expect(order.status).toHaveText('refunded');
      await expect(order.refunded).toHaveText(rows.Total);
      await expect(adminOrders.refundButton).toHaveCount(0);
    });

    await test.step('the money is on its way, to the cent, and the customer knows', async () => {
      const { data } = await payments.stripe.refunds.list({ payment_intent: bought.payment });
      expect(data.map(({ amount }) => amount).sort((a, b) => a - b)).toEqual([500, total - 500]);
      const told = async () => (await inbox.of(guest.email)).map(({ text }) => text).join('\n');
      await expect.poll(told).toContain(`refunded ${shown(500, 'EUR')}`);
      await expect.poll(told).toContain(`refunded ${shown(total - 500, 'EUR')}`);
    });

    await test.step('signs out, and the orders are closed', async () => {
      await account.open();
      await account.signOut();
      await expect(home.signIn).toBeVisible();
      await adminOrders.open();
      await expect(signIn.heading).toBeVisible();
    });
  },
);
