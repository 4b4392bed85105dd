import { Hono } from 'hono';
import * as oidc from 'openid-client';
import { troublePage } from './layout.js';
import { settings } from './settings.js';
import { row, rows } from './store.js';
import { endSession, sessionOf, signInAs, type Shop } from './visitor.js';

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

signIn.get('/sign-in', async (c) => {
  const config = await provider();
  const session = await sessionOf(c);
  const back = c.req.query('back') ?? '/account';
  const kept = {
    state: oidc.randomState(),
    nonce: oidc.randomNonce(),
    verifier: oidc.randomPKCECodeVerifier(),
    back: /^\/(?![/\\])/.test(back) ? back : '/account',
  };
  await rows('UPDATE sessions SET sign_in = $2 WHERE id = $1', [session.id, kept]);
  const url = oidc.buildAuthorizationUrl(config, {
    redirect_uri: redirectUri,
    scope: 'openid email profile',
    state: kept.state,
    nonce: kept.nonce,
    code_challenge: await oidc.calculatePKCECodeChallenge(kept.verifier),
    code_challenge_method: 'S256',
  });
  return c.redirect(url.href, 302);
});

signIn.get('/sign-in/callback', async (c) => {
  const { session } = c.var.visitor;
  const begun = session?.sign_in;
  if (!session || !begun?.state || !begun.nonce || !begun.verifier) {
    return troublePage(
      c,
      403,
      'Signing in did not work',
      'This sign-in was not begun in this browser. Please start again.',
    );
  }
  const here = new URL(redirectUri);
  here.search = new URL(c.req.url).search;
  let tokens;
  try {
    tokens = await oidc.authorizationCodeGrant(await provider(), here, {
      expectedState: begun.state,
      expectedNonce: begun.nonce,
      pkceCodeVerifier: begun.verifier,
      idTokenExpected: true,
    });
  } catch (error) {
    console.error(`shop: a sign-in was refused: ${String(error)}`);
    return troublePage(
      c,
      403,
      'Signing in did not work',
      'The answer of the sign-in service could not be trusted. Please start again.',
    );
  }
  const claims = tokens.claims();
  const email = claims?.['email'];
  if (typeof email !== 'string' || claims?.['email_verified'] !== true) {
    return troublePage(c, 403, 'Signing in did not work', 'The sign-in service did not vouch for your email address.');
  }
  const name = typeof claims['name'] === 'string' ? claims['name'] : email;
  const role = claims['role'] === 'admin' ? 'admin' : 'customer';
  const customer = await row<{ id: number }>(
    'INSERT INTO customers (email, name, role) VALUES ($1, $2, $3) ON CONFLICT (email) DO UPDATE SET name = excluded.name, role = excluded.role RETURNING id',
    [email.toLowerCase(), name, role],
  );
  if (!customer) throw new Error('the customer could not be written');
  await signInAs(c, session, customer.id, { ...(tokens.id_token ? { idToken: tokens.id_token } : {}) });
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
