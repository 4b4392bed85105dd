// One replica of the shop: all routes, and the postman of its outbox.
import { Hono } from 'hono';
import { serve } from '../process.js';
import { accountPages } from './account-pages.js';
import { admin } from './admin.js';
import { api } from './api.js';
import { cartPages } from './cart-pages.js';
import { cataloguePages } from './catalogue-pages.js';
import { CheckoutProblem } from './checkout.js';
import { checkoutPages } from './checkout-pages.js';
import { troublePage } from './layout.js';
import { measure } from './metrics.js';
import { operations } from './operations.js';
import { apiVersion } from './payments.js';
import { deliverMail } from './postman.js';
import { guardPages, refuseForeignForms } from './security.js';
import { signIn } from './sign-in.js';
import { recognise, type At, type Shop, type Visitor } from './visitor.js';
import { webhooks } from './webhooks.js';

const shop = new Hono<Shop>();
shop.use(measure, guardPages);
// These know no visitors, and health must be told even when the database can't be asked who is there.
shop.route('/', operations).route('/', webhooks);
shop.use(refuseForeignForms, recognise);
for (const part of [cataloguePages, cartPages, checkoutPages, signIn, accountPages, admin, api]) shop.route('/', part);

shop.notFound((c) => {
  if (c.req.path.startsWith('/api/'))
    return c.json({ error: { message: `There is no ${c.req.path}.`, fields: [] } }, 404);
  return knows(c)
    ? troublePage(c, 404, 'Page not found', 'There is nothing at this address.')
    : c.text('Not found', 404);
});
shop.onError((error, c) => {
  if (error instanceof CheckoutProblem) return c.json({ error: { message: error.message, fields: error.fields } }, 422);
  console.error(`shop: ${c.req.method} ${c.req.path} failed:`, error);
  const sentence = 'Something went wrong on our side. Please try again in a minute.';
  if (/^\/(api|webhooks|checkout\/quote)/.test(c.req.path))
    return c.json({ error: { message: sentence, fields: [] } }, 500);
  return knows(c) ? troublePage(c, 500, 'Sorry', sentence) : c.text(sentence, 500);
});

/** False where a request failed before we knew who is asking: then there is no page to frame the answer in. */
function knows(c: At): boolean {
  return (c.get('visitor') as Visitor | undefined) !== undefined;
}

deliverMail();
await serve(shop, { paymentsApiVersion: apiVersion });
