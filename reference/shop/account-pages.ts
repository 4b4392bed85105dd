import { Hono } from 'hono';
import { html } from 'hono/html';
import { money } from './countries.js';
import { page, troublePage, type Markup } from './layout.js';
import { linesOf, orderCalled, ordersOf, statusOf, type Order } from './orders.js';
import { sumRows } from './sums.js';
import type { Shop } from './visitor.js';

export const accountPages = new Hono<Shop>();

accountPages.use('/account/*', async (c, next) => {
  if (!c.var.visitor.session?.email) return c.redirect(`/sign-in?back=${encodeURIComponent(c.req.path)}`, 303);
  return next();
});

accountPages.get('/account', async (c) => {
  const { session } = c.var.visitor;
  const orders = await ordersOf(session?.email ?? '');
  return page(c, {
    title: 'Account',
    body: html`<div class="narrow">
      <h1>Account</h1>
      <p>You are signed in as <strong>${session?.name}</strong>, ${session?.email}.</p>
      <h2>Latest orders</h2>
      ${orderTable(orders.slice(0, 3), '/account/orders')}
      <p><a href="/account/orders">All orders</a></p>
      <form method="post" action="/sign-out"><button class="second">Sign out</button></form>
    </div>`,
  });
});

accountPages.get('/account/orders', async (c) => {
  const orders = await ordersOf(c.var.visitor.session?.email ?? '');
  return page(c, {
    title: 'Orders',
    body: html`<div class="narrow">
      <h1>Orders</h1>
      ${orderTable(orders, '/account/orders')}
    </div>`,
  });
});

accountPages.get('/account/orders/:number', async (c) => {
  const order = await orderCalled(c.req.param('number'));
  if (order?.email !== c.var.visitor.session?.email || !order)
    return troublePage(c, 404, 'Page not found', 'You have no such order.');
  return page(c, {
    title: `Order ${order.number}`,
    body: html`<div class="narrow">
      <h1>Order ${order.number}</h1>
      ${await orderDetails(order)}
    </div>`,
  });
});

/** A list of orders; each number leads below `path`. */
export function orderTable(orders: Order[], path: string): Markup {
  if (orders.length === 0) return html`<p>There are no orders yet.</p>`;
  return html`<div class="wide">
    <table class="orders">
      <thead>
        <tr>
          <th scope="col">Number</th>
          <th scope="col">Date</th>
          <th scope="col">Status</th>
          <th scope="col" class="amount">Total</th>
        </tr>
      </thead>
      <tbody>
        ${orders.map(
          (order) =>
            html`<tr>
              <td><a href="${path}/${order.number}">${order.number}</a></td>
              <td>${day(order)}</td>
              <td>${statusOf(order)}</td>
              <td class="amount">${money(order.total, order.currency)}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

export async function orderDetails(order: Order): Promise<Markup> {
  const refunded =
    order.refunded > 0 ? html`<p>Refunded: <strong>${money(order.refunded, order.currency)}</strong></p>` : '';
  return html`<p>Placed on ${day(order)}. Status: <strong>${statusOf(order)}</strong>.</p>
    ${refunded}
    <table class="sums">
      <caption class="unseen">
        What was ordered
      </caption>
      <tbody>
        ${sumRows(await linesOf(order), order)}
      </tbody>
    </table>
    <h2>Delivery</h2>
    <address>${order.name}<br />${order.line1}<br />${order.postal_code} ${order.city}</address>`;
}

function day(order: Order): Markup {
  const iso = order.created_at.toISOString();
  return html`<time datetime="${iso}">${iso.slice(0, 10)}</time>`;
}
