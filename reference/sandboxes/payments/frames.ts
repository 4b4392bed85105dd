import { readFile } from 'node:fs/promises';
import type { Context, Hono, MiddlewareHandler } from 'hono';
import { html } from 'hono/html';
import { absent } from './errors.js';
import { find } from './store.js';
import type { Intent } from './intent.js';
import type { intents } from './intents.js';

/** The files a browser gets lie as they are beside the sources, three folders up from where this is compiled to. */
const browserFiles = new URL('../../../sandboxes/payments/browser/', import.meta.url);

const files: Record<string, string> = {
  'stripe.js': 'text/javascript; charset=utf-8',
  'card-frame.html': 'text/html; charset=utf-8',
  'card-frame.js': 'text/javascript; charset=utf-8',
  'frames.css': 'text/css; charset=utf-8',
};

/** Stripe.js, the card form's frame and the bank's challenge page: everything of the payment that a customer sees. */
export function frames(app: Hono, guard: MiddlewareHandler, acts: ReturnType<typeof intents>): void {
  for (const [name, type] of Object.entries(files)) {
    app.get(`/v3/${name}`, guard, async (c) =>
      c.body(await readFile(new URL(name, browserFiles)), 200, { 'content-type': type, 'cache-control': 'no-cache' }),
    );
  }
  app.get('/3ds/:id/:secret', guard, (c) => {
    const intent = asked(c);
    return intent.status === 'requires_action' ? c.html(challenge(intent)) : c.html(answered());
  });
  app.post('/3ds/:id/:secret', guard, async (c) => {
    const { outcome } = await c.req.parseBody();
    acts.authenticate(asked(c), outcome === 'proven');
    return c.html(answered());
  });
}

/** The path holds the client secret: only who was sent there can answer for the customer. */
export function challengePath(intent: Intent): string {
  return `/3ds/${intent.id}/${intent.client_secret}`;
}

function asked(c: Context): Intent {
  const intent = find<Intent>('payment_intent', c.req.param('id') ?? '');
  if (intent.client_secret !== c.req.param('secret')) throw absent('payment_intent', intent.id);
  return intent;
}

function page(title: string, body: ReturnType<typeof html>) {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>${title}</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/v3/frames.css" />
      </head>
      <body>
        ${body}
      </body>
    </html>`;
}

function challenge(intent: Intent) {
  const amount = new Intl.NumberFormat('en', { style: 'currency', currency: intent.currency });
  const digits = amount.resolvedOptions().maximumFractionDigits ?? 2;
  return page(
    '3D Secure challenge',
    html`<section aria-label="Approval by your bank">
      <h1>Is it you who is paying?</h1>
      <p>
        Test Bank was asked to approve a payment of <strong>${amount.format(intent.amount / 10 ** digits)}</strong>.
      </p>
      <form method="post" style="display:block">
        <button name="outcome" value="proven">Complete authentication</button>
        <button name="outcome" value="failed">Fail authentication</button>
      </form>
    </section>`,
  );
}

/** Tells Stripe.js that the customer has answered; what the answer was, it asks the API. */
function answered() {
  return page(
    'Thank you',
    html`<section aria-label="Approval by your bank"><h1>Thank you</h1></section>
      <script>
        parent.postMessage('3ds-answered', '*');
      </script>`,
  );
}
