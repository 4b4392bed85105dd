import type { CartLine } from './cart.js';
import { count } from './metrics.js';
import { post } from './outbox.js';
import { stripe } from './payments.js';
import type { Quote } from './quote.js';
import { row, rows, transaction, type Connection } from './store.js';

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

export interface Order {
  id: number;
  number: string;
  session_id: string | null;
  email: string;
  name: string;
  line1: string;
  city: string;
  postal_code: string;
  country: string;
  currency: string;
  shipping_method: string;
  coupon: string | null;
  subtotal: number;
  discount: number;
  shipping: number;
  tax: number;
  total: number;
  estimated: boolean;
  refunded: number;
  payment_intent: string;
  created_at: Date;
}

export type OrderLine = Pick<CartLine, 'name' | 'quantity' | 'unitPrice'>;

export const orderCalled = (number: string) => row<Order>('SELECT * FROM orders WHERE number = $1', [number]);
export const orderPaidBy = (intent: string) => row<Order>('SELECT * FROM orders WHERE payment_intent = $1', [intent]);
export const ordersOf = (email: string) =>
  rows<Order>('SELECT * FROM orders WHERE email = $1 ORDER BY created_at DESC LIMIT 100', [email]);
export const linesOf = (order: Order) =>
  rows<OrderLine>(
    'SELECT name, quantity, unit_price AS "unitPrice" FROM order_lines WHERE order_id = $1 ORDER BY position',
    [order.id],
  );

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
  const order = await transaction(async (on) => {
    const draft = await row<Draft>('SELECT * FROM drafts WHERE payment_intent = $1 FOR UPDATE', [intent], on);
    if (!draft) return undefined;
    if (draft.order_id !== null) return row<Order>('SELECT * FROM orders WHERE id = $1', [draft.order_id], on);
    const { quote } = draft.content;
    if (paid.amount_received !== quote.total)
      throw new Error(`${intent} paid ${paid.amount_received}, the draft says ${quote.total}: a person must look`);
    const placed = await place(draft, on);
    await rows('UPDATE drafts SET order_id = $2 WHERE attempt = $1', [draft.attempt, placed.id], on);
    await rows('DELETE FROM cart_lines WHERE session_id = $1', [draft.session_id], on);
    // The next checkout of this visitor is another one, even of the same goods.
    await rows(
      'UPDATE sessions SET attempt = gen_random_uuid() WHERE id = $1 AND attempt = $2',
      [draft.session_id, draft.attempt],
      on,
    );
    await post('confirmation', placed.id, null, on);
    count('orders_total', { country: quote.country });
    return placed;
  });
  return { payment: paid.status, ...(order ? { order } : {}) };
}

async function place({ session_id, payment_intent, content: { buyer, quote } }: Draft, on: Connection): Promise<Order> {
  const placed = await row<Order>(
    `INSERT INTO orders (number, session_id, email, name, line1, city, postal_code, country, currency, shipping_method, coupon,
                         subtotal, discount, shipping, tax, total, estimated, payment_intent)
     VALUES ('FN-' || nextval('order_numbers'), $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17) RETURNING *`,
    [
      session_id,
      buyer.email,
      buyer.name,
      buyer.address.line1,
      buyer.address.city,
      buyer.address.postalCode,
      quote.country,
      quote.currency,
      quote.shippingMethod,
      quote.coupon ?? null,
      quote.subtotal,
      quote.discount,
      quote.shipping,
      quote.tax,
      quote.total,
      quote.estimated,
      payment_intent,
    ],
    on,
  );
  if (!placed) throw new Error(`the order for ${payment_intent} could not be written`);
  const lines = quote.lines.toSorted((a, b) => a.product - b.product);
  await rows(
    `INSERT INTO order_lines (order_id, position, product_id, name, quantity, unit_price)
     SELECT $1, position, product, name, quantity, price FROM unnest($2::int[], $3::text[], $4::int[], $5::int[]) WITH ORDINALITY AS line (product, name, quantity, price, position)`,
    [
      placed.id,
      lines.map((line) => line.product),
      lines.map((line) => line.name),
      lines.map((line) => line.quantity),
      lines.map((line) => line.unitPrice),
    ],
    on,
  );
  // In the order of ids, so that two orders of the same goods never wait for each other in a circle.
  for (const line of lines)
    await rows('UPDATE products SET stock = greatest(stock - $2, 0) WHERE id = $1', [line.product, line.quantity], on);
  return placed;
}

/** Gives money back, exactly once per key, and writes down what the payments service says it did. */
export async function refund(order: Order, amount: number, key: string): Promise<void> {
  const { id } = await stripe.refunds.create(
    { payment_intent: order.payment_intent, amount },
    { idempotencyKey: `refund-${order.number}-${key}` },
  );
  await transaction(async (on) => {
    await rows('SELECT 1 FROM orders WHERE id = $1 FOR UPDATE', [order.id], on);
    const fresh = await row(
      'INSERT INTO refunds (id, order_id, amount) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING RETURNING 1',
      [id, order.id, amount],
      on,
    );
    if (!fresh) return;
    await rows(
      'UPDATE orders SET refunded = greatest(refunded, (SELECT sum(amount) FROM refunds WHERE order_id = $1)) WHERE id = $1',
      [order.id],
      on,
    );
    await post('refund', order.id, amount, on);
  });
}

/** A refund made elsewhere (the payments dashboard) reaches us as a webhook; what we know already is not undone. */
export async function noteRefunded(order: Order, amount: number): Promise<void> {
  await rows('UPDATE orders SET refunded = greatest(refunded, least($2::int, total)) WHERE id = $1', [
    order.id,
    amount,
  ]);
}
