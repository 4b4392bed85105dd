import { z } from 'zod';
import { integer, read, type api } from './api.js';
import { cardOfNumber, cardOfToken, hasCheckDigit, type Decline, type TestCard } from './cards.js';
import { invalid, Refusal } from './errors.js';
import { find, keep, newId, now, type Stored } from './store.js';

export interface PaymentMethod extends Stored {
  object: 'payment_method';
  type: 'card';
  livemode: false;
  customer: string | null;
  billing_details: Record<string, unknown>;
  card: { brand: string; last4: string; exp_month: number; exp_year: number; country: string; funding: 'credit' };
}

/** The number never leaves this map: objects, events and logs hold its last four digits. */
const cardBehind = new Map<string, TestCard>();

const unknownCard: Decline = {
  code: 'card_declined',
  declineCode: 'test_mode_live_card',
  message: 'Your card was declined. Your request was in test mode, but used a non test card.',
};

const asked = z.looseObject({
  type: z.literal('card'),
  card: z.union([
    z.looseObject({ number: z.string(), exp_month: integer, exp_year: integer, cvc: z.string().optional() }),
    z.looseObject({ token: z.string() }),
  ]),
  billing_details: z.looseObject({}).default({}),
});

function fromCard(card: TestCard, month: number, year: number, billing: Record<string, unknown>): PaymentMethod {
  const method: PaymentMethod = keep({
    id: newId('pm'),
    object: 'payment_method',
    created: now(),
    type: 'card',
    livemode: false,
    customer: null,
    billing_details: { address: null, email: null, name: null, phone: null, ...billing },
    card: {
      brand: card.brand,
      last4: card.number.slice(-4),
      exp_month: month,
      exp_year: year,
      country: 'US',
      funding: 'credit',
    },
  });
  cardBehind.set(method.id, card);
  return method;
}

/** The payment method with this id; a test token such as `pm_card_visa` becomes a new one. */
export function paymentMethod(id: string): { method: PaymentMethod; card: TestCard } {
  const token = id.startsWith('pm_card_') ? cardOfToken(id) : undefined;
  const method = token
    ? fromCard(token, 12, new Date().getFullYear() + 4, {})
    : find<PaymentMethod>('payment_method', id);
  const card = cardBehind.get(method.id);
  if (!card) throw new Error(`payment method ${method.id} has no card`);
  return { method, card };
}

/** `POST /v1/payment_methods`: the card frame's only call, and the only place that ever sees a card number. */
export function paymentMethodRoutes({ on }: ReturnType<typeof api>): void {
  on(
    'POST',
    '/v1/payment_methods',
    ({ form, browser }) => {
      const { card, billing_details: billing } = read(asked, form);
      if (!('number' in card))
        throw invalid('Tokens are confirmed as they are: payment_method=pm_card_visa.', { param: 'card' });
      if (!browser)
        throw invalid(
          'Sending credit card numbers directly to the Stripe API is generally unsafe: use the card frame.',
        );
      const number = String(card.number).replaceAll(' ', '');
      if (!hasCheckDigit(number)) throw cardError('incorrect_number', 'Your card number is incorrect.', 'number');
      const year = Number(card.exp_year) + (Number(card.exp_year) < 100 ? 2000 : 0);
      if (new Date(year, Number(card.exp_month)) < new Date()) {
        throw cardError('invalid_expiry_year', "Your card's expiration year is invalid.", 'exp_year');
      }
      const known = cardOfNumber(number) ?? { number, brand: 'unknown', decline: unknownCard };
      return fromCard(known, Number(card.exp_month), year, billing);
    },
    { browsers: true },
  );
  on('GET', '/v1/payment_methods/:id', ({ id }) => find<PaymentMethod>('payment_method', id));
}

function cardError(code: string, message: string, param: string): Refusal {
  return new Refusal(402, 'card_error', message, { code, param });
}
