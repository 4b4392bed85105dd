import { randomUUID, timingSafeEqual } from 'node:crypto';
import { Hono } from 'hono';
import { html } from 'hono/html';
import { orderDetails, orderTable } from './account-pages.js';
import { minorUnits, money } from './countries.js';
import { field, postedForm } from './form.js';
import { column } from './layout.js';
import { orderCalled, refund, type Order } from './orders.js';
import { settings } from './settings.js';
import { signedInOnly } from './sign-in.js';
import { sql, transaction } from './store.js';
import { found, Trouble } from './trouble.js';
import type { At, Shop } from './visitor.js';

export const admin = new Hono<Shop>();

/** Removes all traces of a test's customer, so that runs leave staging as they found it. */
admin.delete('/admin/api/customers/:email', async (c) => {
  if (!isAdminToken(c.req.header('x-staging-admin')))
    throw new Trouble(403, 'The header x-staging-admin is missing or wrong.');
  const email = c.req.param('email').toLowerCase();
  const removed = await transaction(async (sql) => {
    await sql`DELETE FROM drafts WHERE content->'buyer'->>'email' = ${email}`;
    const orders = await sql`DELETE FROM orders WHERE email = ${email} RETURNING 1`;
    await sql`DELETE FROM sessions WHERE customer_id = (SELECT id FROM customers WHERE email = ${email})`;
    const customers = await sql`DELETE FROM customers WHERE email = ${email} RETURNING 1`;
    return { orders: orders.length, customers: customers.length };
  });
  return c.json({ removed });
});

admin.use('/admin/orders/*', signedInOnly, async (c, next) => {
  if (c.var.visitor.session?.role !== 'admin')
    throw new Trouble(403, 'These pages are for the people who run the shop.');
  await next();
});

admin.get('/admin/orders', async (c) => {
  const typed = (c.req.query('q') ?? '').trim();
  const orders = typed
    ? await sql<Order>`SELECT * FROM orders WHERE number = ${typed.toUpperCase()} OR email = ${typed.toLowerCase()}
        ORDER BY created_at DESC LIMIT 50`
    : await sql<Order>`SELECT * FROM orders ORDER BY created_at DESC, id DESC LIMIT 50`;
  const body = html`<form class="add" action="/admin/orders">
      ${field('Number or email', 'q', { value: typed })}<button class="second">Find</button>
    </form>
    ${orderTable(orders, '/admin/orders')}`;
  return column(c, 'All orders', body);
});

admin.get('/admin/orders/:number', async (c) => orderPage(c, await orderAsked(c)));

admin.post('/admin/orders/:number/refund', async (c) => {
  const order = await orderAsked(c);
  const posted = await postedForm(c);
  const left = order.total - order.refunded;
  const amount = posted('amount').trim() === '' ? left : minorUnits(posted('amount'), order.currency);
  if (!amount || amount > left)
    return orderPage(c, order, `Please give an amount of at most ${money(left, order.currency)}.`);
  try {
    await refund(order, amount, posted('key'));
  } catch (error) {
    return orderPage(c, order, `The payment service refused: ${String(error)}`);
  }
  return c.redirect(`/admin/orders/${order.number}`, 303);
});

async function orderAsked(c: At): Promise<Order> {
  return found(await orderCalled(c.req.param('number') ?? ''), 'There is no such order.');
}

async function orderPage(c: At, order: Order, problem?: string) {
  const left = order.total - order.refunded;
  const body = html`<p>${order.email}</p>
    ${await orderDetails(order)} ${left > 0 && refundForm(order, left)}`;
  return column(c, `Order ${order.number}`, body, { problem });
}

function refundForm({ number, currency }: Order, left: number) {
  const attributes = { inputmode: 'decimal', placeholder: money(left, currency), 'aria-describedby': 'amount-word' };
  return html`<h2>Give money back</h2>
    <form class="add" method="post" action="/admin/orders/${number}/refund">
      <input type="hidden" name="key" value="${randomUUID()}" />
      ${field('Amount', 'amount', attributes)}<button>Refund</button>
    </form>
    <p id="amount-word" class="quiet-text">Leave it empty to refund all that is left.</p>`;
}

export function isAdminToken(shown: string | undefined): boolean {
  const [a, b] = [Buffer.from(shown ?? ''), Buffer.from(settings.adminToken)];
  return a.length === b.length && timingSafeEqual(a, b);
}
