import { randomUUID, timingSafeEqual } from 'node:crypto';
import { Hono } from 'hono';
import { html } from 'hono/html';
import { orderDetails, orderTable } from './account-pages.js';
import { minorUnits, money } from './countries.js';
import { postedForm } from './form.js';
import { page, troublePage } from './layout.js';
import { orderCalled, refund, type Order } from './orders.js';
import { settings } from './settings.js';
import { rows, transaction } from './store.js';
import type { At, Shop } from './visitor.js';

export const admin = new Hono<Shop>();

admin.use('/admin/api/*', async (c, next) => {
  if (!isAdminToken(c.req.header('x-staging-admin')))
    return c.json({ error: 'The header x-staging-admin is missing or wrong.' }, 403);
  return next();
});

/** Removes all traces of a test's customer, so that runs leave staging as they found it. */
admin.delete('/admin/api/customers/:email', async (c) => {
  const email = c.req.param('email').toLowerCase();
  const removed = await transaction(async (on) => {
    const orders = await rows(
      "WITH gone AS (DELETE FROM drafts WHERE content->'buyer'->>'email' = $1) DELETE FROM orders WHERE email = $1 RETURNING 1",
      [email],
      on,
    );
    await rows('DELETE FROM sessions WHERE customer_id = (SELECT id FROM customers WHERE email = $1)', [email], on);
    const customers = await rows('DELETE FROM customers WHERE email = $1 RETURNING 1', [email], on);
    return { orders: orders.length, customers: customers.length };
  });
  return c.json({ removed });
});

admin.use('/admin/orders/*', async (c: At, next) => {
  const { session } = c.var.visitor;
  if (!session?.email) return c.redirect(`/sign-in?back=${encodeURIComponent(c.req.path)}`, 303);
  if (session.role !== 'admin')
    return troublePage(c, 403, 'Not allowed', 'These pages are for the people who run the shop.');
  return next();
});

admin.get('/admin/orders', async (c) => {
  const typed = (c.req.query('q') ?? '').trim();
  const orders = await rows<Order>(
    typed
      ? 'SELECT * FROM orders WHERE number = upper($1) OR email = lower($1) ORDER BY created_at DESC LIMIT 50'
      : 'SELECT * FROM orders ORDER BY created_at DESC, id DESC LIMIT 50',
    typed ? [typed] : [],
  );
  return page(c, {
    title: 'All orders',
    body: html`<div class="narrow">
      <h1>All orders</h1>
      <form class="add" action="/admin/orders">
        <div><label for="q">Number or email</label><input id="q" name="q" value="${typed}" autocomplete="off" /></div>
        <button class="second">Find</button>
      </form>
      ${orderTable(orders, '/admin/orders')}
    </div>`,
  });
});

admin.get('/admin/orders/:number', async (c) => {
  const order = await orderCalled(c.req.param('number'));
  return order ? orderPage(c, order) : troublePage(c, 404, 'Page not found', 'There is no such order.');
});

admin.post('/admin/orders/:number/refund', async (c) => {
  const order = await orderCalled(c.req.param('number'));
  if (!order) return troublePage(c, 404, 'Page not found', 'There is no such order.');
  const posted = await postedForm(c);
  const amount = posted('amount').trim();
  const left = order.total - order.refunded;
  const wanted = amount === '' ? left : minorUnits(amount, order.currency);
  if (!wanted || wanted > left)
    return orderPage(c, order, `Please give an amount of at most ${money(left, order.currency)}.`);
  try {
    await refund(order, wanted, posted('key'));
  } catch (error) {
    return orderPage(
      c,
      order,
      `The payment service refused: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
  return c.redirect(`/admin/orders/${order.number}`, 303);
});

async function orderPage(c: At, order: Order, problem?: string) {
  const left = order.total - order.refunded;
  return page(c, {
    title: `Order ${order.number}`,
    status: problem ? 422 : 200,
    body: html`<div class="narrow">
      <h1>Order ${order.number}</h1>
      ${problem ? html`<p role="alert" class="alert">${problem}</p>` : ''}
      <p>${order.email}</p>
      ${await orderDetails(order)}
      ${
        left > 0
          ? html`<h2>Give money back</h2>
              <form class="add" method="post" action="/admin/orders/${order.number}/refund">
                <input type="hidden" name="key" value="${randomUUID()}" />
                <div>
                  <label for="amount">Amount</label
                  ><input
                    id="amount"
                    name="amount"
                    inputmode="decimal"
                    placeholder="${money(left, order.currency)}"
                    aria-describedby="amount-word"
                    autocomplete="off"
                  />
                </div>
                <button>Refund</button>
              </form>
              <p id="amount-word" class="quiet-text">Leave it empty to refund all that is left.</p>`
          : ''
      }
    </div>`,
  });
}

export function isAdminToken(shown: string | undefined): boolean {
  const [a, b] = [Buffer.from(shown ?? ''), Buffer.from(settings.adminToken)];
  return a.length === b.length && timingSafeEqual(a, b);
}
