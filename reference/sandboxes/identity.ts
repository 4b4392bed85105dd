import { generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { getRequestListener, type HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import { html } from 'hono/html';
import Provider, { type Configuration } from 'oidc-provider';
import { z } from 'zod';
import { announce, listen, required } from '../process.js';
import { faultSwitch } from './fault-switch.js';

const user = z.strictObject({
  email: z.email().toLowerCase(),
  password: z.string().min(1),
  name: z.string().min(1),
  role: z.string().default('customer'),
});
type User = z.infer<typeof user> & { sub: string };

const users = new Map<string, User>();

/** The identity sandbox: a real OpenID Connect provider with one client, and people that tests make up. */
const app = new Hono<{ Bindings: HttpBindings }>();
const faults = faultSwitch(app as unknown as Hono);
const ours = getRequestListener((request, env) => app.fetch(request, env));
const issuer = await listen((incoming, outgoing) => {
  if (/^\/(healthz|__|sign-in\/)/.test(incoming.url ?? '')) return void ours(incoming, outgoing);
  const fault = faults.general();
  if (fault?.mode === 'down') return void outgoing.writeHead(503).end();
  return void pause(fault?.mode === 'slow' ? fault.ms : 0).then(() => theirs(incoming, outgoing));
});

const listed = (name: string): string[] => required(name).split(',');
const minutes = 60;
const configuration: Configuration = {
  clients: [
    {
      client_id: 'shop',
      client_secret: required('CLIENT_SECRET'),
      application_type: 'web',
      grant_types: ['authorization_code'],
      response_types: ['code'],
      redirect_uris: listed('REDIRECT_URIS'),
      post_logout_redirect_uris: listed('POST_LOGOUT_URIS'),
      token_endpoint_auth_method: 'client_secret_post',
    },
  ],
  pkce: { required: () => true },
  claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name', 'role'] },
  // The shop reads names and roles from the ID token and needs no second call.
  conformIdTokenClaims: false,
  cookies: { keys: [randomBytes(32).toString('hex')] },
  jwks: {
    keys: [
      {
        ...generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' }),
        kid: randomUUID(),
        alg: 'RS256',
        use: 'sig',
      },
    ],
  },
  ttl: {
    AuthorizationCode: 1 * minutes,
    AccessToken: 15 * minutes,
    IdToken: 15 * minutes,
    Interaction: 10 * minutes,
    Session: 60 * minutes,
    Grant: 60 * minutes,
  },
  interactions: { url: (_ctx, interaction) => `/sign-in/${interaction.uid}` },
  features: {
    devInteractions: { enabled: false },
    rpInitiatedLogout: {
      enabled: true,
      // Who pressed "Sign out" in the shop is not asked again here.
      logoutSource: (ctx, form) => {
        ctx.body = `<!doctype html><html lang="en"><title>Signing out</title><body>${form}
          <input type="hidden" form="op.logoutForm" name="logout" value="yes">
          <button form="op.logoutForm">Sign out</button><script>document.forms[0].submit()</script></body></html>`;
      },
    },
  },
  renderError: (ctx, { error, error_description: why }) => {
    ctx.type = 'text';
    ctx.body = `This sign-in can't go on: ${why ?? error}. Start again in the shop.`;
  },
  findAccount: (_ctx, sub) => {
    const found = [...users.values()].find((one) => one.sub === sub);
    if (!found) return undefined;
    const { email, name, role } = found;
    return { accountId: sub, claims: () => ({ sub, email, email_verified: true, name, role }) };
  },
  // The shop is the company's own: nobody is asked to consent to it.
  loadExistingGrant: async (ctx) => {
    const { oidc } = ctx;
    const grant = new oidc.provider.Grant({ clientId: oidc.client?.clientId, accountId: oidc.session?.accountId });
    grant.addOIDCScope('openid email profile');
    await grant.save();
    return grant;
  },
};

const provider = new Provider(issuer, configuration);
const theirs = provider.callback();
provider.on('server_error', (_ctx, error) => console.error(error));

const page = (uid: string, trouble = '') =>
  html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>Sign in</title>
        <link rel="icon" href="data:," />
        <style>
          body {
            font:
              1rem/1.5 system-ui,
              sans-serif;
            max-width: 22rem;
            margin: 12vh auto;
            padding: 0 1rem;
            color: #1a1f36;
          }
          label {
            display: block;
            margin-top: 1rem;
          }
          input,
          button {
            font: inherit;
            width: 100%;
            padding: 0.6rem;
            box-sizing: border-box;
            border: 1px solid #767b8c;
            border-radius: 6px;
          }
          button {
            margin-top: 1.5rem;
            background: #0b57d0;
            color: #fff;
          }
          [role='alert'] {
            color: #b3261e;
          }
        </style>
      </head>
      <body>
        <main>
          <h1>Sign in</h1>
          ${trouble ? html`<p role="alert">${trouble}</p>` : ''}
          <form method="post" action="/sign-in/${uid}">
            <label for="email">Email</label
            ><input id="email" name="email" type="email" autocomplete="username" required />
            <label for="password">Password</label>
            <input id="password" name="password" type="password" autocomplete="current-password" required />
            <button>Sign in</button>
          </form>
        </main>
      </body>
    </html>`;

app.get('/sign-in/:uid', async (c) => {
  const { uid } = await provider.interactionDetails(c.env.incoming, c.env.outgoing);
  return c.html(page(uid));
});
app.post('/sign-in/:uid', async (c) => {
  const { email, password } = await c.req.parseBody();
  const found = typeof email === 'string' ? users.get(email.toLowerCase()) : undefined;
  if (!found || found.password !== password)
    return c.html(page(c.req.param('uid'), 'This email and password do not belong together.'), 401);
  const login = { login: { accountId: found.sub } };
  return c.redirect(await provider.interactionResult(c.env.incoming, c.env.outgoing, login), 303);
});
app.post('/__users', async (c) => {
  const asked = user.safeParse(await c.req.json());
  if (!asked.success) return c.json({ error: z.prettifyError(asked.error) }, 400);
  const made = { ...asked.data, sub: users.get(asked.data.email)?.sub ?? randomUUID() };
  users.set(made.email, made);
  return c.json({ sub: made.sub, email: made.email }, 201);
});
app.delete('/__users/:email', (c) => c.json({ deleted: users.delete(c.req.param('email').toLowerCase()) }));
app.onError((error, c) => c.text(`This sign-in can't go on: ${error.message}. Start again in the shop.`, 400));

announce(issuer);
