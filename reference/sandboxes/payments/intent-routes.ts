import { read, type api, type Call } from './api.js';
import { absent } from './errors.js';
import { capture, changeable, confirmation, creation, type Intent } from './intent.js';
import type { intents } from './intents.js';
import { find, list } from './store.js';

/** The intent a call is about; a browser must show its client secret, and learns nothing without it. */
function named({ id, form, query, browser }: Call): Intent {
  const intent = find<Intent>('payment_intent', id);
  if (browser && (form['client_secret'] ?? query.get('client_secret')) !== intent.client_secret)
    throw absent('payment_intent', id);
  return intent;
}

/** `/v1/payment_intents`. */
export function intentRoutes({ on }: ReturnType<typeof api>, acts: ReturnType<typeof intents>): void {
  const path = '/v1/payment_intents';
  on('POST', path, ({ form }) => acts.create(read(creation, form)));
  on('GET', path, ({ query }) => list<Intent>('payment_intent', path, query));
  on('GET', `${path}/:id`, (call) => named(call), { browsers: true });
  on('POST', `${path}/:id`, (call) => acts.update(named(call), read(changeable, call.form)));
  on('POST', `${path}/:id/confirm`, (call) => acts.confirm(named(call), read(confirmation, call.form)), {
    browsers: true,
  });
  on('POST', `${path}/:id/capture`, (call) => acts.take(named(call), read(capture, call.form)));
  on('POST', `${path}/:id/cancel`, (call) => acts.cancel(named(call)));
}
