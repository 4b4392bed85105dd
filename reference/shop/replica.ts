// One replica of the shop: all routes, and the postman of its outbox.
import { setImmediate as turn, setTimeout as pause } from 'node:timers/promises';
import { Hono, type Context } from 'hono';
import { html } from 'hono/html';
import { serve } from '../process.js';
import { accountPages } from './account-pages.js';
import { admin } from './admin.js';
import { api } from './api.js';
import { fault } from './broken.js';
import { cartPages } from './cart-pages.js';
import { cataloguePages } from './catalogue-pages.js';
import { checkoutPages } from './checkout-pages.js';
import { column } from './layout.js';
import { log } from './log.js';
import { measure } from './metrics.js';
import { operations } from './operations.js';
import { apiVersion } from './payments.js';
import { deliverMail } from './postman.js';
import { guardPages, refuseForeignForms } from './security.js';
import { signIn } from './sign-in.js';
import { Trouble } from './trouble.js';
import { recognise, type At, type Shop, type Visitor } from './visitor.js';
import { webhooks } from './webhooks.js';

const shop = new Hono<Shop>();
const { answer, slower } = fault ?? {};
if (slower)
  shop.use(async (c, next) => {
    const began = performance.now();
    await next();
    if (c.req.path === slower.path) await pauseFor(slower.share * (performance.now() - began));
  });
if (answer)
  shop.use(async (c, next) => {
    await next();
    const told = { error: (message: string) => log('error', message, asked(c)) };
    const given = await answer(c.req.path, c.res, told, c.req.raw.headers);
    // Else the headers that were taken away would come back.
    c.res = undefined;
    c.res = given;
  });
shop.use(measure, guardPages);
// These know no visitors, and health must be told even when the database can't be asked who is there.
shop.route('/', operations).route('/', webhooks);
shop.use(refuseForeignForms, recognise);
for (const part of [cataloguePages, cartPages, checkoutPages, signIn, accountPages, admin, api]) shop.route('/', part);

shop.notFound(() => {
  throw new Trouble(404, 'There is nothing at this address.');
});
shop.onError((error, c) => {
  if (error instanceof Trouble) return tell(c, error);
  log('error', `${c.req.method} ${c.req.path} failed: ${String(error)}`, { ...asked(c), stack: error.stack });
  return tell(c, new Trouble(500, 'Something went wrong on our side. Please try again in a minute.'));
});

/** Timers count whole milliseconds and may be early by one; an answer takes few of them. The rest is waited for turn by turn. */
async function pauseFor(ms: number): Promise<void> {
  const until = performance.now() + ms;
  if (ms >= 2) await pause(ms - 1);
  while (performance.now() < until) await turn();
}

/** Of whose request a line in the log tells. */
function asked(c: Context) {
  const { method, path } = c.req;
  return { method, path, userAgent: c.req.header('user-agent'), traceparent: c.req.header('traceparent') };
}

const headings: Partial<Record<number, string>> = { 403: 'Not allowed', 404: 'Page not found' };

function tell(c: At, { status, message, fields }: Trouble) {
  if (/^\/((admin\/)?api|webhooks|checkout\/quote)\b/.test(c.req.path))
    return c.json({ error: { message, fields } }, status);
  // A request can fail before we know who is asking: then there is no page to frame the answer in.
  if ((c.get('visitor') as Visitor | undefined) === undefined) return c.text(message, status);
  const body = html`<p>${message}</p>
    <p><a class="button" href="/">Back to the shop</a></p>`;
  return column(c, headings[status] ?? 'Sorry', body, { status });
}

void deliverMail();
await serve(shop, { paymentsApiVersion: apiVersion });
