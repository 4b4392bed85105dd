import { cartOf } from './cart.js';
import { isCountry, type CountryCode } from './countries.js';
import { completeOrder, type Buyer, type Draft, type Order } from './orders.js';
import { beginPayment, changePayment, stripe } from './payments.js';
import { quote, type Quote } from './quote.js';
import { row, rows } from './store.js';
import type { Session } from './visitor.js';

/** What the checkout form, or the API's caller, sends. */
export interface CheckoutForm {
  buyer: Buyer;
  country: CountryCode;
  shipping?: string;
  coupon?: string;
}

/** What the browser needs to let the customer pay. `order` is there when this very checkout is already paid. */
export interface Payable {
  orderDraft: string;
  clientSecret: string;
  total: number;
  currency: string;
  estimated: boolean;
  order?: string;
}

/** Something the customer can mend; `fields` are the names of the inputs. */
export class CheckoutProblem extends Error {
  override name = 'CheckoutProblem';
  constructor(
    message: string,
    readonly fields: string[] = [],
  ) {
    super(message);
  }
}

/** Reads the body of a checkout, or says which fields are wrong. */
export function checkoutForm(body: unknown): CheckoutForm {
  const sent = record(body);
  const address = record(sent['address']);
  const text = (value: unknown) => (typeof value === 'string' ? value.trim().slice(0, 200) : '');
  const buyer: Buyer = {
    email: text(sent['email']).toLowerCase(),
    name: text(sent['name']),
    address: { line1: text(address['line1']), city: text(address['city']), postalCode: text(address['postalCode']) },
  };
  const country = address['country'];
  const wrong = [
    ...(/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(buyer.email) ? [] : ['email']),
    ...(buyer.name ? [] : ['name']),
    ...(['line1', 'city', 'postalCode'] as const).filter((field) => !buyer.address[field]),
    ...(isCountry(country) ? [] : ['country']),
  ];
  if (wrong.length > 0 || !isCountry(country)) throw new CheckoutProblem('Please complete your details.', wrong);
  const shipping = text(sent['shipping']);
  const coupon = text(sent['coupon']);
  return { buyer, country, ...(shipping ? { shipping } : {}), ...(coupon ? { coupon } : {}) };
}

/**
 * Prices the cart and makes ready the one payment of this checkout. Called again (a second click, a changed address, a
 * retry after a decline) it changes that payment instead of making another.
 */
export async function startPayment(session: Session, form: CheckoutForm): Promise<Payable> {
  const draft = await row<Draft>('SELECT * FROM drafts WHERE attempt = $1', [session.attempt]);
  const begun = draft && (await stripe.paymentIntents.retrieve(draft.payment_intent));
  if (draft && begun?.status === 'succeeded') {
    const { order } = await completeOrder(begun.id);
    return payable(draft.attempt, begun.client_secret, draft.content.quote, order);
  }
  const lines = await cartOf(session.id, form.country);
  if (lines.length === 0) throw new CheckoutProblem('Your cart is empty.');
  await refuseSoldOut(session);
  const priced = await quote(lines, form);
  if (priced.couponProblem) throw new CheckoutProblem(priced.couponProblem, ['coupon']);

  const { total: amount, currency } = priced;
  const { email } = form.buyer;
  const usable = begun && begun.status !== 'canceled' ? begun : undefined;
  const same =
    usable?.amount === amount && usable.currency === currency.toLowerCase() && usable.receipt_email === email;
  const intent = same
    ? usable
    : usable
      ? await changePayment(usable.id, amount, currency, email)
      : await beginPayment({ amount, currency, email, attempt: session.attempt });
  await rows(
    `INSERT INTO drafts (attempt, session_id, payment_intent, content) VALUES ($1, $2, $3, $4)
     ON CONFLICT (attempt) DO UPDATE SET payment_intent = excluded.payment_intent, content = excluded.content WHERE drafts.order_id IS NULL`,
    [session.attempt, session.id, intent.id, { buyer: form.buyer, quote: priced }],
  );
  return payable(session.attempt, intent.client_secret, priced);
}

async function refuseSoldOut(session: Session): Promise<void> {
  const short = await row<{ name: string }>(
    'SELECT p.name FROM cart_lines l JOIN products p ON p.id = l.product_id WHERE l.session_id = $1 AND p.stock < l.quantity LIMIT 1',
    [session.id],
  );
  if (short) throw new CheckoutProblem(`There is not enough left of ${short.name}. Please change your cart.`);
}

function payable(
  attempt: string,
  clientSecret: string | null,
  { total, currency, estimated }: Quote,
  order?: Order,
): Payable {
  if (!clientSecret) throw new Error(`the payment of ${attempt} has no client secret`);
  return { orderDraft: attempt, clientSecret, total, currency, estimated, ...(order ? { order: order.number } : {}) };
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
