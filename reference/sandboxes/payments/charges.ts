import { z } from 'zod';
import { integer, read, type api } from './api.js';
import type { Decline, TestCard } from './cards.js';
import { invalid } from './errors.js';
import type { Intent } from './intent.js';
import type { PaymentMethod } from './payment-methods.js';
import { find, keep, list, newId, now, type Stored } from './store.js';
import type { Emit } from './webhooks.js';

export interface Charge extends Stored {
  object: 'charge';
  amount: number;
  amount_captured: number;
  amount_refunded: number;
  captured: boolean;
  currency: string;
  paid: boolean;
  refunded: boolean;
  status: 'succeeded' | 'failed';
  payment_intent: string;
  payment_method: string;
  payment_method_details: object;
  billing_details: object;
  description: string | null;
  metadata: Record<string, string>;
  receipt_email: string | null;
  failure_code: string | null;
  failure_message: string | null;
  outcome: object;
  livemode: false;
}

interface Refund extends Stored {
  object: 'refund';
  amount: number;
  charge: string;
  currency: string;
  metadata: Record<string, string>;
  payment_intent: string;
  reason: string | null;
  status: 'succeeded';
}

/** Tries to take the money of an intent from a card. */
export function charge(intent: Intent, method: PaymentMethod, card: TestCard, capture: boolean): Charge {
  const { decline } = card;
  return keep<Charge>({
    id: newId('ch'),
    object: 'charge',
    created: now(),
    amount: intent.amount,
    amount_captured: decline || !capture ? 0 : intent.amount,
    amount_refunded: 0,
    captured: !decline && capture,
    currency: intent.currency,
    paid: !decline,
    refunded: false,
    status: decline ? 'failed' : 'succeeded',
    payment_intent: intent.id,
    payment_method: method.id,
    payment_method_details: { type: 'card', card: method.card },
    billing_details: method.billing_details,
    description: intent.description,
    metadata: intent.metadata,
    receipt_email: intent.receipt_email,
    failure_code: decline?.code ?? null,
    failure_message: decline?.message ?? null,
    outcome: outcomeOf(decline),
    livemode: false,
  });
}

function outcomeOf(decline: Decline | undefined): object {
  return decline
    ? { network_status: 'declined_by_network', reason: decline.declineCode, type: 'issuer_declined' }
    : { network_status: 'approved_by_network', seller_message: 'Payment complete.', type: 'authorized' };
}

const asked = z.looseObject({
  charge: z.string().optional(),
  payment_intent: z.string().optional(),
  amount: integer.optional(),
  metadata: z.record(z.string(), z.string()).default({}),
  reason: z.enum(['duplicate', 'fraudulent', 'requested_by_customer']).optional(),
});

function refund(wish: z.infer<typeof asked>, emit: Emit): Refund {
  const chargeId =
    wish.charge ?? (wish.payment_intent && find<Intent>('payment_intent', wish.payment_intent).latest_charge);
  if (!chargeId)
    throw invalid('One of the following params should be provided for this request: payment_intent or charge.');
  const paid = find<Charge>('charge', chargeId);
  if (paid.refunded) throw invalid(`Charge ${paid.id} has already been refunded.`, { code: 'charge_already_refunded' });
  const left = paid.amount_captured - paid.amount_refunded;
  const amount = wish.amount ?? left;
  if (amount <= 0) throw invalid('Invalid positive integer', { code: 'parameter_invalid_integer', param: 'amount' });
  if (amount > left) {
    throw invalid(`Refund amount (${amount}) is greater than unrefunded amount on charge (${left})`, {
      param: 'amount',
    });
  }
  paid.amount_refunded += amount;
  paid.refunded = paid.amount_refunded === paid.amount_captured;
  const made: Refund = keep({
    id: newId('re'),
    object: 'refund',
    created: now(),
    amount,
    charge: paid.id,
    currency: paid.currency,
    metadata: wish.metadata,
    payment_intent: paid.payment_intent,
    reason: wish.reason ?? null,
    status: 'succeeded',
  });
  emit('refund.created', made);
  emit('charge.refunded', paid);
  return made;
}

/** `/v1/charges` and `/v1/refunds`. */
export function chargeRoutes({ on }: ReturnType<typeof api>, emit: Emit): void {
  on('POST', '/v1/refunds', ({ form }) => refund(read(asked, form), emit));
  on('GET', '/v1/refunds/:id', ({ id }) => find<Refund>('refund', id));
  on('GET', '/v1/refunds', ({ query }) => list<Refund>('refund', '/v1/refunds', query, about(query)));
  on('GET', '/v1/charges/:id', ({ id }) => find<Charge>('charge', id));
  on('GET', '/v1/charges', ({ query }) => list<Charge>('charge', '/v1/charges', query, about(query)));
}

function about(query: URLSearchParams): (one: Charge | Refund) => boolean {
  const intent = query.get('payment_intent');
  return (one) => intent === null || one.payment_intent === intent;
}
