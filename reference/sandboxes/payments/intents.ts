import { randomBytes } from 'node:crypto';
import type { z } from 'zod';
import { charge } from './charges.js';
import { invalid, Refusal } from './errors.js';
import type { capture, changeable, confirmation, creation, Intent } from './intent.js';
import { paymentMethod } from './payment-methods.js';
import { find, keep, newId, now } from './store.js';
import type { Emit } from './webhooks.js';

/** What the money did, and what the world is told of it. */
export function intents(emit: Emit, challengeUrl: (intent: Intent) => string) {
  function create(wish: z.output<typeof creation>): Intent {
    if (wish.amount < 1)
      throw invalid('This value must be greater than or equal to 1.', {
        code: 'parameter_invalid_integer',
        param: 'amount',
      });
    const id = newId('pi');
    const intent: Intent = keep({
      id,
      object: 'payment_intent',
      created: now(),
      amount: wish.amount,
      amount_capturable: 0,
      amount_received: 0,
      automatic_payment_methods: wish['automatic_payment_methods']
        ? { enabled: true, allow_redirects: 'always' }
        : null,
      canceled_at: null,
      cancellation_reason: null,
      capture_method: wish.capture_method,
      client_secret: `${id}_secret_${randomBytes(12).toString('hex')}`,
      confirmation_method: 'automatic',
      currency: wish.currency,
      customer: wish.customer ?? null,
      description: wish.description ?? null,
      last_payment_error: null,
      latest_charge: null,
      livemode: false,
      metadata: wish.metadata ?? {},
      next_action: null,
      payment_method: null,
      payment_method_types: ['card'],
      receipt_email: wish.receipt_email ?? null,
      shipping: wish.shipping ?? null,
      status: 'requires_payment_method',
    });
    emit('payment_intent.created', intent);
    if (wish.payment_method) attach(intent, wish.payment_method);
    return wish.confirm === 'true' ? confirm(intent, wish) : intent;
  }

  function attach(intent: Intent, method: string): void {
    intent.payment_method = paymentMethod(method).method.id;
    intent.status = 'requires_confirmation';
  }

  function update(intent: Intent, wish: z.output<typeof changeable>): Intent {
    if (!intent.status.startsWith('requires_') || intent.status === 'requires_capture')
      throw unexpected(intent, 'update');
    const { amount, currency, description, receipt_email, shipping, customer } = wish;
    const said = { amount, currency, description, receipt_email, shipping, customer };
    Object.assign(intent, Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined)));
    Object.assign(intent.metadata, wish.metadata);
    if (wish.payment_method) attach(intent, wish.payment_method);
    return intent;
  }

  function confirm(intent: Intent, wish: z.output<typeof confirmation>): Intent {
    if (!['requires_payment_method', 'requires_confirmation', 'requires_action'].includes(intent.status))
      throw unexpected(intent, 'confirm');
    const wanted = wish.payment_method ?? intent.payment_method;
    if (!wanted) {
      throw invalid("You cannot confirm this PaymentIntent because it's missing a payment method.", {
        code: 'payment_intent_unexpected_state',
      });
    }
    const { method, card } = paymentMethod(wanted);
    Object.assign(intent, { payment_method: method.id, last_payment_error: null, next_action: null });
    if (!card.authentication) return settle(intent);
    intent.status = 'requires_action';
    const url = challengeUrl(intent);
    intent.next_action = {
      type: 'use_stripe_sdk',
      use_stripe_sdk: { type: 'three_d_secure_redirect', stripe_js: url },
    };
    emit('payment_intent.requires_action', intent);
    return intent;
  }

  /** The bank decides. */
  function settle(intent: Intent): Intent {
    const { method, card } = paymentMethod(intent.payment_method as string);
    const manual = intent.capture_method === 'manual';
    const charged = charge(intent, method, card, !manual);
    Object.assign(intent, { latest_charge: charged.id, next_action: null });
    if (card.decline) {
      const { code, declineCode, message } = card.decline;
      const said = { code, decline_code: declineCode, charge: charged.id, payment_method: method };
      throw failed(intent, new Refusal(402, 'card_error', message, said), () => emit('charge.failed', charged));
    }
    if (manual) intent.amount_capturable = intent.amount;
    else intent.amount_received = intent.amount;
    intent.status = manual ? 'requires_capture' : 'succeeded';
    emit('charge.succeeded', charged);
    emit(manual ? 'payment_intent.amount_capturable_updated' : 'payment_intent.succeeded', intent);
    return intent;
  }

  function failed(intent: Intent, refusal: Refusal, before: () => void = () => {}): Refusal {
    const error = { type: refusal.type, message: refusal.message, ...refusal.details };
    Object.assign(intent, {
      status: 'requires_payment_method',
      payment_method: null,
      next_action: null,
      last_payment_error: error,
    });
    before();
    emit('payment_intent.payment_failed', intent);
    return new Refusal(402, refusal.type, refusal.message, {
      ...refusal.details,
      payment_intent: structuredClone(intent),
    });
  }

  /** The customer's answer to the 3-D Secure challenge. A second answer changes nothing. */
  function authenticate(intent: Intent, proven: boolean): Intent {
    if (intent.status !== 'requires_action') return intent;
    try {
      if (proven) return settle(intent);
      const message =
        'We are unable to authenticate your payment method. Please choose a different payment method and try again.';
      throw failed(intent, invalid(message, { code: 'payment_intent_authentication_failure' }));
    } catch (error) {
      if (error instanceof Refusal) return intent;
      throw error;
    }
  }

  function cancel(intent: Intent): Intent {
    if (intent.status === 'succeeded' || intent.status === 'canceled') throw unexpected(intent, 'cancel');
    Object.assign(intent, { status: 'canceled', canceled_at: now(), amount_capturable: 0, next_action: null });
    emit('payment_intent.canceled', intent);
    return intent;
  }

  function take(intent: Intent, wish: z.output<typeof capture>): Intent {
    if (intent.status !== 'requires_capture') throw unexpected(intent, 'capture');
    const amount = wish.amount_to_capture ?? intent.amount;
    if (amount < 1 || amount > intent.amount)
      throw invalid('amount_to_capture is out of range', { param: 'amount_to_capture' });
    Object.assign(find('charge', intent.latest_charge as string), { captured: true, amount_captured: amount });
    Object.assign(intent, { status: 'succeeded', amount_received: amount, amount_capturable: 0 });
    emit('payment_intent.succeeded', intent);
    return intent;
  }

  return { create, update, confirm, authenticate, cancel, take };
}

function unexpected(intent: Intent, act: string): Refusal {
  const message = `You cannot ${act} this PaymentIntent because it has a status of ${intent.status}.`;
  return invalid(message, { code: 'payment_intent_unexpected_state', payment_intent: structuredClone(intent) });
}
