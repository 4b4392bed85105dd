import { z } from 'zod';
import { cartOf } from './cart.js';
import { countryCodes } from './countries.js';
import { completeOrder, type Draft, type Order } from './orders.js';
import { paymentFor, stripe } from './payments.js';
import { quote, type Quote } from './quote.js';
import { sql } from './store.js';
import { Trouble } from './trouble.js';
import type { Session } from './visitor.js';

const text = z.string().trim().max(200);
const filled = text.min(1);

/** What the checkout page, or the API's caller, sends. */
const checkoutForm = z.object({
  email: text.toLowerCase().pipe(z.email()),
  name: filled,
  address: z.object({ line1: filled, city: filled, postalCode: filled, country: z.enum(countryCodes) }),
  shipping: text.optional(),
  coupon: text.optional(),
});

/**
 * Prices the cart and makes ready the one payment of this checkout. Called again (a second click, a changed address, a
 * retry after a decline) it changes that payment instead of making another.
 */
export async function startPayment({ id: session, attempt }: Session, sent: unknown) {
  const form = checkoutForm.safeParse(sent);
  if (!form.success)
    throw new Trouble(
      422,
      'Please complete your details.',
      form.error.issues.map(({ path }) => String(path.at(-1) ?? '')),
    );
  const { email, name, address, shipping, coupon } = form.data;
  const { country, ...place } = address;

  const [draft] = await sql<Draft>`SELECT * FROM drafts WHERE attempt = ${attempt}`;
  const begun = draft && (await stripe.paymentIntents.retrieve(draft.payment_intent));
  if (draft && begun?.status === 'succeeded') {
    const { order } = await completeOrder(begun.id);
    return payable(attempt, begun.client_secret, draft.content.quote, order);
  }
  const lines = await cartOf(session, country);
  if (lines.length === 0) throw new Trouble(422, 'Your cart is empty.');
  await refuseSoldOut(session);
  const priced = await quote(lines, { country, shipping, coupon });
  if (priced.couponProblem) throw new Trouble(422, priced.couponProblem, ['coupon']);

  const wanted = { amount: priced.total, currency: priced.currency.toLowerCase(), receipt_email: email };
  const intent = await paymentFor(attempt, wanted, begun);
  const content: Draft['content'] = { buyer: { email, name, address: place }, quote: priced };
  // Two statements: ON CONFLICT (attempt) DO UPDATE would still fail when a twin takes the payment's own key first.
  await sql`INSERT INTO drafts (attempt, session_id, payment_intent, content)
    VALUES (${attempt}, ${session}, ${intent.id}, ${content}) ON CONFLICT DO NOTHING`;
  await sql`UPDATE drafts SET payment_intent = ${intent.id}, content = ${content}
    WHERE attempt = ${attempt} AND order_id IS NULL`;
  return payable(attempt, intent.client_secret, priced);
}

async function refuseSoldOut(session: string): Promise<void> {
  const [short] = await sql<{ name: string }>`
    SELECT p.name FROM cart_lines l JOIN products p ON p.id = l.product_id
    WHERE l.session_id = ${session} AND p.stock < l.quantity LIMIT 1`;
  if (short) throw new Trouble(422, `There is not enough left of ${short.name}. Please change your cart.`);
}

/** What the browser needs to let the customer pay. `order` is there when this very checkout is already paid. */
function payable(attempt: string, clientSecret: string | null, priced: Quote, order?: Order) {
  if (!clientSecret) throw new Error(`the payment of ${attempt} has no client secret`);
  const { total, currency, estimated } = priced;
  return { orderDraft: attempt, clientSecret, total, currency, estimated, ...(order ? { order: order.number } : {}) };
}
