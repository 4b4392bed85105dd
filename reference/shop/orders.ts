import { fault } from './broken.js';
import type { CartLine } from './cart.js';
import { count } from './metrics.js';
import { stripe } from './payments.js';
import type { Bill, Quote } from './quote.js';
import { sql, transaction, type Sql } from './store.js';
import { found } from './trouble.js';
import type { Session } from './visitor.js';

export interface Buyer {
  email: string;
  name: string;
  address: { line1: string; city: string; postalCode: string };
}

/** What the customer has agreed to pay for. */
export interface Draft {
  attempt: string;
  session_id: string | null;
  payment_intent: string;
  content: { buyer: Buyer; quote: Quote };
  order_id: number | null;
}

export interface Order extends Bill {
  id: number;
  number: string;
  session_id: string | null;
  email: string;
  name: string;
  line1: string;
  city: string;
  postal_code: string;
  shipping_method: string;
  refunded: number;
  payment_intent: string;
  created_at: Date;
}

export type OrderLine = Pick<CartLine, 'name' | 'quantity' | 'unitPrice'>;

export async function orderCalled(number: string): Promise<Order | undefined> {
  return (await sql<Order>`SELECT * FROM orders WHERE number = ${number}`)[0];
}

async function orderPaidBy(intent: string): Promise<Order | undefined> {
  return (await sql<Order>`SELECT * FROM orders WHERE payment_intent = ${intent}`)[0];
}

/** The order of this number if it is the visitor's: placed in this session, or with the address they signed in with. */
export async function ownOrder(number: string, session: Session | undefined): Promise<Order> {
  const order = await orderCalled(number);
  const isOwn = session && (order?.session_id === session.id || order?.email === session.email);
  const own = order && (isOwn || fault?.ordersForAll);
  return found(own ? order : undefined, 'You have no such order. Sign in with the address that you ordered with.');
}

export function ordersOf(email: string | null | undefined): Promise<Order[]> {
  return sql`SELECT * FROM orders WHERE email = ${email} ORDER BY created_at DESC LIMIT 100`;
}

export function linesOf(order: Order): Promise<OrderLine[]> {
  return sql`SELECT name, quantity, unit_price AS "unitPrice" FROM order_lines
    WHERE order_id = ${order.id} ORDER BY position`;
}

export function statusOf(order: Order): 'paid' | 'partially refunded' | 'refunded' {
  if (order.refunded === 0) return 'paid';
  return order.refunded < order.total ? 'partially refunded' : 'refunded';
}

/**
 * Turns a paid draft into an order: once, whoever asks first (the browser, a webhook, an impatient second click).
 * Whether it is paid is asked of the payments service, never taken from the asker.
 */
export async function completeOrder(intent: string): Promise<{ order?: Order; payment: string }> {
  const done = await orderPaidBy(intent);
  if (done) return { order: done, payment: 'succeeded' };
  const paid = await stripe.paymentIntents.retrieve(intent);
  if (paid.status !== 'succeeded') return { payment: paid.status };
  const order = await transaction(async (sql) => {
    const [draft] = await sql<Draft>`SELECT * FROM drafts WHERE payment_intent = ${intent} FOR UPDATE`;
    if (!draft) return undefined;
    if (draft.order_id !== null) return (await sql<Order>`SELECT * FROM orders WHERE id = ${draft.order_id}`)[0];
    const { quote } = draft.content;
    if (paid.amount_received !== quote.total)
      throw new Error(`${intent} paid ${paid.amount_received}, the draft says ${quote.total}: a person must look`);
    const placed = await place(draft, sql);
    await sql`UPDATE drafts SET order_id = ${placed.id} WHERE attempt = ${draft.attempt}`;
    await sql`DELETE FROM cart_lines WHERE session_id = ${draft.session_id}`;
    // The next checkout of this visitor is another one, even of the same goods.
    await sql`UPDATE sessions SET attempt = gen_random_uuid()
      WHERE id = ${draft.session_id} AND attempt = ${draft.attempt}`;
    await sql`INSERT INTO outbox (order_id, kind) VALUES (${placed.id}, 'confirmation')`;
    count('orders_total', { country: quote.country });
    return placed;
  });
  return { payment: paid.status, ...(order ? { order } : {}) };
}

async function place({ session_id, payment_intent, content }: Draft, sql: Sql): Promise<Order> {
  const { buyer, quote } = content;
  const { line1, city, postalCode } = buyer.address;
  const [placed] = await sql<Order>`
    INSERT INTO orders (number, session_id, email, name, line1, city, postal_code, country, currency, shipping_method,
                        coupon, subtotal, discount, shipping, tax, total, estimated, payment_intent)
    VALUES ('FN-' || nextval('order_numbers'), ${session_id}, ${buyer.email}, ${buyer.name}, ${line1}, ${city},
            ${postalCode}, ${quote.country}, ${quote.currency}, ${quote.shippingMethod}, ${quote.coupon},
            ${quote.subtotal}, ${quote.discount}, ${quote.shipping}, ${quote.tax}, ${quote.total}, ${quote.estimated},
            ${payment_intent})
    RETURNING *`;
  if (!placed) throw new Error(`the order for ${payment_intent} could not be written`);
  // In the order of ids, so that two orders of the same goods never wait for each other in a circle.
  const lines = quote.lines.toSorted((a, b) => a.product - b.product);
  for (const [index, { product, name, quantity, unitPrice }] of lines.entries()) {
    await sql`INSERT INTO order_lines (order_id, position, product_id, name, quantity, unit_price)
      VALUES (${placed.id}, ${index + 1}, ${product}, ${name}, ${quantity}, ${unitPrice})`;
    await sql`UPDATE products SET stock = greatest(stock - ${quantity}, 0) WHERE id = ${product}`;
  }
  return placed;
}

/** Gives money back, exactly once per key, and writes down what the payments service says it did. */
export async function refund(order: Order, amount: number, key: string): Promise<void> {
  const { id } = await stripe.refunds.create(
    { payment_intent: order.payment_intent, amount },
    { idempotencyKey: `refund-${order.number}-${key}` },
  );
  await transaction(async (sql) => {
    await sql`SELECT 1 FROM orders WHERE id = ${order.id} FOR UPDATE`;
    const fresh = await sql`INSERT INTO refunds (id, order_id, amount) VALUES (${id}, ${order.id}, ${amount})
      ON CONFLICT DO NOTHING RETURNING 1`;
    if (fresh.length === 0) return;
    await sql`UPDATE orders SET refunded = greatest(refunded, (SELECT sum(amount) FROM refunds WHERE order_id = orders.id))
      WHERE id = ${order.id}`;
    await sql`INSERT INTO outbox (order_id, kind, amount) VALUES (${order.id}, 'refund', ${amount})`;
  });
}

/** A refund made elsewhere (the payments dashboard) reaches us as a webhook; what we know already is not undone. */
export async function noteRefunded(order: Order, amount: number): Promise<void> {
  await sql`UPDATE orders SET refunded = greatest(refunded, least(${amount}::int, total)) WHERE id = ${order.id}`;
}
