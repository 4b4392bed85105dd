import { Hono } from 'hono';
import { isAdminToken } from './admin.js';
import { addToCart, cartOf, mostOfOne, quantityFrom, subtotalOf } from './cart.js';
import { bestSellers, priceOf, search } from './catalogue.js';
import { startPayment } from './checkout.js';
import { countries } from './countries.js';
import { completeOrder, linesOf, orderCalled, ownOrder, statusOf } from './orders.js';
import { sql } from './store.js';
import { found, Trouble } from './trouble.js';
import { sessionOf, type At, type Shop } from './visitor.js';

/** The JSON side of the shop: the checkout page's own script uses it, and so do load and integration checks. */
export const api = new Hono<Shop>();

api.get('/api/products', async (c) => {
  const { country } = c.var.visitor;
  const limit = Math.min(Math.max(Number(c.req.query('limit') ?? 24) || 24, 1), 100);
  const typed = c.req.query('q');
  const products = typed ? (await search(typed, 1, limit)).products : await bestSellers(limit);
  return c.json({
    products: products.map(({ slug, name, category, stock, ...prices }) => {
      const price = priceOf(prices, country);
      return { slug, name, category, price, currency: countries[country].currency, inStock: stock > 0 };
    }),
  });
});

api.get('/api/cart', async (c) => c.json(await cart(c)));

api.post('/api/cart', async (c) => {
  const { product, quantity = 1 } = await sent(c);
  const wanted = quantityFrom(quantity);
  if (!wanted) throw new Trouble(422, `quantity must be between 1 and ${mostOfOne}`, ['quantity']);
  const session = await sessionOf(c);
  if (!(await addToCart(session.id, String(product), wanted)))
    throw new Trouble(409, 'There are no such goods, or not that many.', ['product']);
  return c.json(await cart(c), 201);
});

api.post('/api/checkout', async (c) => c.json(await startPayment(await sessionOf(c), await sent(c))));

api.post('/api/checkout/complete', async (c) => {
  const { paymentIntent: intent } = await sent(c);
  if (typeof intent !== 'string' || !/^pi_\w+$/.test(intent))
    throw new Trouble(422, 'paymentIntent is missing', ['paymentIntent']);
  const { order, payment } = await completeOrder(intent);
  if (payment !== 'succeeded') throw new Trouble(402, `The payment is not complete (${payment}).`);
  const placed = found(order, 'This payment belongs to no checkout of ours.');
  return c.json({ order: placed.number, status: statusOf(placed), total: placed.total, currency: placed.currency });
});

api.get('/api/orders/:number', async (c) => {
  const number = c.req.param('number');
  const order = isAdminToken(c.req.header('x-staging-admin'))
    ? found(await orderCalled(number), 'There is no such order.')
    : await ownOrder(number, c.var.visitor.session);
  const [shown] = await sql<object>`
    SELECT number, email, name, country, currency, subtotal, discount, shipping, tax, total, refunded, estimated, coupon,
           payment_intent AS "paymentIntent", created_at AS "createdAt" FROM orders WHERE id = ${order.id}`;
  return c.json({ ...shown, status: statusOf(order), lines: await linesOf(order) });
});

async function cart(c: At) {
  const { country, session } = c.var.visitor;
  const lines = await cartOf(session?.id, country);
  return {
    lines: lines.map(({ slug, name, quantity, unitPrice }) => ({ product: slug, name, quantity, unitPrice })),
    items: lines.reduce((sum, line) => sum + line.quantity, 0),
    subtotal: subtotalOf(lines),
    currency: countries[country].currency,
  };
}

/** The fields of a JSON body; none where it is anything else. */
async function sent(c: At): Promise<Record<string, unknown>> {
  const body: unknown = await c.req.json().catch(() => undefined);
  return typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
}
