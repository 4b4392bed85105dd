import { addresses, billOf, cards, expect, test } from '../../fixtures/index.js';

test(
  'a returning customer signs in, sees an earlier order and buys again',
  {
    tag: ['@accessible', '@clean-console'],
    annotation: [
      { type: 'owner', description: 'accounts' },
      { type: 'impact', description: 'Customers cannot see what they bought, and call us.' },
      { type: 'third-party', description: 'identity' },
      { type: 'third-party', description: 'payments' },
    ],
  },
  async ({ home, signIn, account, order, cart, checkout, thanks, customer, goods, payments, accessibility }) => {
    const earlier = await test.step('bought two mugs some time ago', () => payments.buy({ quantity: 2 }));
    const bill = billOf({ country: 'DE', goods: { mug: 2 } });

    await test.step('signs in', async () => {
      await home.open();
      await home.signIn.click();
      await signIn.signInAs(customer);
      await expect(account.heading).toHaveText('Account');
      await expect(account.page.getByText(customer.email)).toBeVisible();
      await accessibility.scan('account');
    });

    await test.step('sees the order in the list', async () => {
      await account.allOrders.click();
      await expect(account.heading).toHaveText('Orders');
      await expect(account.order(earlier.number)).toContainText(bill.rows.Total);
      await accessibility.scan('orders');
    });

    await test.step('opens it', async () => {
      await account.openOrder(earlier.number);
      await expect(order.heading).toHaveText(`Order ${earlier.number}`);
      await expect(order.status).toHaveText('paid');
      await expect(order.lines).toContainText(['2 × Harbour Enamel Mug']);
      await expect(order.total).toHaveText(bill.rows.Total);
      await expect(order.address).toContainText(addresses.DE.line1);
      await accessibility.scan('order');
    });

    await test.step('buys again, with name and email already there', async () => {
      await cart.fill(goods.bySlug({ cookbook: 1 }));
      await checkout.open();
      await expect(checkout.field('Email')).toHaveValue(customer.email);
      await expect(checkout.field('Full name')).toHaveValue(customer.name);
      await checkout.fillAddress(customer, addresses.DE);
      await checkout.fillCard(cards.accepted);
      await checkout.pay();
      await expect(thanks.heading).toBeVisible();
    });

    await test.step('sees both orders, the new one first', async () => {
      const number = await thanks.orderNumber();
      await account.open();
      await expect(account.orderNumbers).toHaveText([number, earlier.number]);
    });

    await test.step('signs out, and the orders are closed', async () => {
      await account.signOut();
      await expect(home.signIn).toBeVisible();
      await account.open();
      await expect(signIn.heading).toBeVisible();
    });
  },
);
