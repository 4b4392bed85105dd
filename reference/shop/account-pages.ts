import { Hono } from 'hono';
import { html } from 'hono/html';
import { money } from './countries.js';
import { column, type Markup } from './layout.js';
import { linesOf, ordersOf, ownOrder, statusOf, type Order } from './orders.js';
import { signedInOnly } from './sign-in.js';
import { billTable, tableHead } from './tables.js';
import type { Shop } from './visitor.js';

export const accountPages = new Hono<Shop>();

accountPages.use('/account/*', signedInOnly);

accountPages.get('/account', async (c) => {
  const { session } = c.var.visitor;
  const orders = await ordersOf(session?.email);
  const body = html`<p>You are signed in as <strong>${session?.name}</strong>, ${session?.email}.</p>
    <h2>Latest orders</h2>
    ${orderTable(orders.slice(0, 3), '/account/orders')}
    <p><a href="/account/orders">All orders</a></p>
    <form method="post" action="/sign-out"><button class="second">Sign out</button></form>`;
  return column(c, 'Account', body);
});

accountPages.get('/account/orders', async (c) => {
  const orders = await ordersOf(c.var.visitor.session?.email);
  return column(c, 'Orders', orderTable(orders, '/account/orders'));
});

accountPages.get('/account/orders/:number', async (c) => {
  const order = await ownOrder(c.req.param('number'), c.var.visitor.session);
  return column(c, `Order ${order.number}`, await orderDetails(order));
});

/** A list of orders; each number leads below `path`. */
export function orderTable(orders: Order[], path: string): Markup {
  if (orders.length === 0) return html`<p>There are no orders yet.</p>`;
  return html`<div class="wide">
    <table>
      ${tableHead('Number', 'Date', 'Status', 'Total')}
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
  return html`<p>Placed on ${day(order)}. Status: <strong>${statusOf(order)}</strong>.</p>
    ${order.refunded > 0 && html`<p>Refunded: <strong>${money(order.refunded, order.currency)}</strong></p>`}
    ${billTable('What was ordered', await linesOf(order), order)}
    <h2>Delivery</h2>
    <address>${order.name}<br />${order.line1}<br />${order.postal_code} ${order.city}</address>`;
}

function day(order: Order): Markup {
  const iso = order.created_at.toISOString();
  return html`<time datetime="${iso}">${iso.slice(0, 10)}</time>`;
}
