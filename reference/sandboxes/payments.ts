import { Hono } from 'hono';
import { required, serve } from '../process.js';
import { faultSwitch } from './fault-switch.js';
import { api } from './payments/api.js';
import { chargeRoutes } from './payments/charges.js';
import { customerRoutes } from './payments/customers.js';
import { challengePath, frames } from './payments/frames.js';
import { Refusal } from './payments/errors.js';
import { intentRoutes } from './payments/intent-routes.js';
import { intents } from './payments/intents.js';
import { paymentMethodRoutes } from './payments/payment-methods.js';
import { requestLog } from './payments/request-log.js';
import { webhookRoutes, webhooks } from './payments/webhooks.js';

/** The payments sandbox: Stripe's protocol and Stripe's test cards, with state, on loopback. Never real money. */
const app = new Hono();
const { guard } = faultSwitch(app);
const keys = { secret: required('SECRET_KEY'), publishable: required('PUBLISHABLE_KEY') };
const hooks = webhooks(app, {
  secret: required('WEBHOOK_SECRET'),
  apiVersion: process.env['API_VERSION'] ?? '2026-10-28.endive',
  retryMs: Number(process.env['WEBHOOK_RETRY_MS'] ?? '500'),
});
const routes = api(app, keys, guard);
const acts = intents(hooks.emit, (intent) => url + challengePath(intent));

intentRoutes(routes, acts);
paymentMethodRoutes(routes);
chargeRoutes(routes, hooks.emit);
customerRoutes(routes);
webhookRoutes(routes, hooks);
requestLog(app);
frames(app, guard, acts);
app.notFound((c) => {
  const message = `Unrecognized request URL (${c.req.method}: ${c.req.path}).`;
  return c.json({ error: { type: 'invalid_request_error', message } }, 404);
});
app.onError((error, c) => {
  if (error instanceof Refusal) return c.json(error.body(), error.status);
  console.error(error);
  return c.json({ error: { type: 'api_error', message: 'The sandbox itself failed; its log says how.' } }, 500);
});

const webhookUrl = process.env['WEBHOOK_URL'];
if (webhookUrl) hooks.register(webhookUrl, ['*']);
const url = await serve(app);
