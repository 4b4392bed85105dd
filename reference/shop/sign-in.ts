import { Hono, type MiddlewareHandler } from 'hono';
import * as oidc from 'openid-client';
import { log } from './log.js';
import { settings } from './settings.js';
import { sql } from './store.js';
import { Trouble } from './trouble.js';
import { endSession, ownPath, sessionOf, signInAs, type Shop } from './visitor.js';

/** Signing in happens at the identity provider: authorization code flow with PKCE, state and nonce. */
export const signIn = new Hono<Shop>();

const redirectUri = `${settings.publicUrl}/sign-in/callback`;

let discovered: Promise<oidc.Configuration> | undefined;
function provider(): Promise<oidc.Configuration> {
  // Plain http is for a provider on loopback; anything else must prove itself by TLS.
  const execute = new URL(settings.identity.url).hostname === '127.0.0.1' ? [oidc.allowInsecureRequests] : [];
  discovered ??= oidc.discovery(new URL(settings.identity.url), 'shop', settings.identity.clientSecret, undefined, {
    execute,
    timeout: 5,
  });
  // A provider that was down once is asked again.
  discovered.catch(() => (discovered = undefined));
  return discovered;
}

/** Sends whoever is not signed in to do so, and back here afterwards. */
export const signedInOnly: MiddlewareHandler<Shop> = async (c, next) => {
  if (c.var.visitor.session?.email) return next();
  return c.redirect(`/sign-in?back=${encodeURIComponent(c.req.path)}`, 303);
};

signIn.get('/sign-in', async (c) => {
  const config = await provider();
  const session = await sessionOf(c);
  const begun = {
    state: oidc.randomState(),
    nonce: oidc.randomNonce(),
    verifier: oidc.randomPKCECodeVerifier(),
    back: ownPath(c.req.query('back')) ?? '/account',
  };
  await sql`UPDATE sessions SET sign_in = ${begun} WHERE id = ${session.id}`;
  const url = oidc.buildAuthorizationUrl(config, {
    redirect_uri: redirectUri,
    scope: 'openid email profile',
    state: begun.state,
    nonce: begun.nonce,
    code_challenge: await oidc.calculatePKCECodeChallenge(begun.verifier),
    code_challenge_method: 'S256',
  });
  return c.redirect(url.href, 302);
});

signIn.get('/sign-in/callback', async (c) => {
  const { session } = c.var.visitor;
  const begun = session?.sign_in;
  if (!session || !begun?.state || !begun.nonce || !begun.verifier)
    throw new Trouble(403, 'This sign-in was not begun in this browser. Please start again.');
  const here = new URL(redirectUri);
  here.search = new URL(c.req.url).search;
  const checks = {
    expectedState: begun.state,
    expectedNonce: begun.nonce,
    pkceCodeVerifier: begun.verifier,
    idTokenExpected: true,
  };
  const tokens = await oidc.authorizationCodeGrant(await provider(), here, checks).catch((error: unknown) => {
    log('warn', `a sign-in was refused: ${String(error)}`);
    throw new Trouble(403, 'The answer of the sign-in service could not be trusted. Please start again.');
  });
  const { email, email_verified: verified, name, role }: Partial<oidc.IDToken> = tokens.claims() ?? {};
  if (typeof email !== 'string' || verified !== true)
    throw new Trouble(403, 'The sign-in service did not vouch for your email address.');
  const [customer] = await sql<{ id: number }>`
    INSERT INTO customers (email, name, role)
    VALUES (${email.toLowerCase()}, ${typeof name === 'string' ? name : email}, ${role === 'admin' ? role : 'customer'})
    ON CONFLICT (email) DO UPDATE SET name = excluded.name, role = excluded.role RETURNING id`;
  if (!customer) throw new Error('the customer could not be written');
  await signInAs(c, session, customer.id, tokens.id_token === undefined ? {} : { idToken: tokens.id_token });
  return c.redirect(begun.back ?? '/account', 303);
});

signIn.post('/sign-out', async (c) => {
  const { session } = c.var.visitor;
  if (!session) return c.redirect('/', 303);
  await endSession(c, session);
  const hint = session.sign_in?.idToken;
  if (!hint) return c.redirect('/', 303);
  const url = oidc.buildEndSessionUrl(await provider(), {
    id_token_hint: hint,
    post_logout_redirect_uri: `${settings.publicUrl}/`,
  });
  return c.redirect(url.href, 303);
});
