import { Hono } from 'hono';
import { isAdminToken } from './admin.js';
import { addToCart, cartOf, mostOfOne, quantityFrom, subtotalOf } from './cart.js';
import { bestSellers, priceOf, search } from './catalogue.js';
import { checkoutForm, startPayment } from './checkout.js';
import { countries } from './countries.js';
import { completeOrder, linesOf, orderCalled, statusOf } from './orders.js';
import { sessionOf, type At, type Shop } from './visitor.js';

/** The JSON side of the shop: the checkout page's own script uses it, and so do load and integration checks. */
export const api = new Hono<Shop>();

api.get('/api/products', async (c) => {
  const { country } = c.var.visitor;
  const limit = Math.min(Math.max(Number(c.req.query('limit') ?? 24) || 24, 1), 100);
  const typed = c.req.query('q');
  const products = typed ? (await search(typed, 1, limit)).products : await bestSellers(limit);
  return c.json({
    products: products.map((product) => ({
      slug: product.slug,
      name: product.name,
      category: product.category,
      price: priceOf(product, country),
      currency: countries[country].currency,
      inStock: product.stock > 0,
    })),
  });
});

api.get('/api/cart', async (c) => c.json(await cart(c)));

api.post('/api/cart', async (c) => {
  const body = await sent(c);
  const quantity = quantityFrom(body?.['quantity'] ?? 1);
  if (!quantity)
    return c.json({ error: { message: `quantity must be between 1 and ${mostOfOne}`, fields: ['quantity'] } }, 422);
  const session = await sessionOf(c);
  if (!(await addToCart(session.id, String(body?.['product']), quantity))) {
    return c.json({ error: { message: 'There are no such goods, or not that many.', fields: ['product'] } }, 409);
  }
  return c.json(await cart(c), 201);
});

api.post('/api/checkout', async (c) => c.json(await startPayment(await sessionOf(c), checkoutForm(await sent(c)))));

api.post('/api/checkout/complete', async (c) => {
  const intent = (await sent(c))?.['paymentIntent'];
  if (typeof intent !== 'string' || !/^pi_\w+$/.test(intent))
    return c.json({ error: { message: 'paymentIntent is missing', fields: ['paymentIntent'] } }, 422);
  const { order, payment } = await completeOrder(intent);
  if (order)
    return c.json({ order: order.number, status: statusOf(order), total: order.total, currency: order.currency });
  if (payment === 'succeeded')
    return c.json({ error: { message: 'This payment belongs to no checkout of ours.', fields: [] } }, 404);
  return c.json({ error: { message: `The payment is not complete (${payment}).`, fields: [] }, payment }, 402);
});

api.get('/api/orders/:number', async (c) => {
  const order = await orderCalled(c.req.param('number'));
  const { session } = c.var.visitor;
  const allowed =
    isAdminToken(c.req.header('x-staging-admin')) ||
    (session && (order?.session_id === session.id || order?.email === session.email));
  if (!order || !allowed) return c.json({ error: { message: 'You have no such order.', fields: [] } }, 404);
  const {
    number,
    email,
    name,
    country,
    currency,
    subtotal,
    discount,
    shipping,
    tax,
    total,
    refunded,
    estimated,
    coupon,
  } = order;
  return c.json({
    number,
    email,
    name,
    country,
    currency,
    subtotal,
    discount,
    shipping,
    tax,
    total,
    refunded,
    estimated,
    coupon,
    status: statusOf(order),
    paymentIntent: order.payment_intent,
    lines: await linesOf(order),
    createdAt: order.created_at.toISOString(),
  });
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

async function sent(c: At): Promise<Record<string, unknown> | undefined> {
  const body: unknown = await c.req.json().catch(() => undefined);
  return typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : undefined;
}
