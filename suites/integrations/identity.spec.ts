import * as oidc from 'openid-client';
import { expect, test } from '../../fixtures/index.js';

test('the provider is discovered with all that the shop needs', async ({ identity }) => {
  const metadata = (await identity.client()).serverMetadata();
  expect(metadata.issuer).toBe(identity.issuer);
  expect(metadata.response_types_supported).toContain('code');
  expect(metadata.code_challenge_methods_supported).toContain('S256');
  for (const endpoint of [
    metadata.authorization_endpoint,
    metadata.token_endpoint,
    metadata.jwks_uri,
    metadata.end_session_endpoint,
  ]) {
    expect(new URL(String(endpoint)).origin).toBe(new URL(identity.issuer).origin);
  }
});

test('the shop asks for a code with state, nonce and PKCE, and each time with new ones', async ({ identity }) => {
  const requests = await Promise.all([1, 2].map(async () => identity.authorizationRequest(await identity.visitor())));
  for (const { searchParams: asked } of requests) {
    expect(Object.fromEntries(asked)).toMatchObject({
      response_type: 'code',
      redirect_uri: identity.redirectUri,
      code_challenge_method: 'S256',
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      state: expect.stringMatching(/^.{32,}$/),
      nonce: expect.stringMatching(/^.{32,}$/),
    });
    expect(asked.get('scope')?.split(' ')).toContain('openid');
  }
  for (const secret of ['state', 'nonce', 'code_challenge']) {
    expect(requests[0]?.searchParams.get(secret), secret).not.toBe(requests[1]?.searchParams.get(secret));
  }
});

test('a customer signs in and sees the account that is theirs', async ({ identity }) => {
  const visitor = await identity.visitor();
  const landed = await identity.signIn(visitor);
  expect(landed.status()).toBe(200);
  const account = await visitor.get('/account');
  expect(await account.text()).toContain(identity.person.email);
});

test('a wrong password signs nobody in', async ({ identity }) => {
  const visitor = await identity.visitor();
  const refused = await identity.signIn(visitor, { ...identity.person, password: 'not this' });
  expect(refused.status()).toBe(401);
  expect(await identity.isSignedIn(visitor)).toBe(false);
});

test('the ID token is signed by the published keys, for this shop, this sign-in and this person', async ({
  identity,
  staging,
}) => {
  const client = await identity.client();
  const verifier = oidc.randomPKCECodeVerifier();
  const [state, nonce] = [oidc.randomState(), oidc.randomNonce()];
  const request = oidc.buildAuthorizationUrl(client, {
    redirect_uri: identity.redirectUri,
    scope: 'openid email profile',
    state,
    nonce,
    code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
  });
  const callback = await identity.callbackOf(request, await identity.visitor());
  const checks = { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce, idTokenExpected: true };
  const tokens = await oidc.authorizationCodeGrant(client, callback, checks);
  expect(tokens.claims()).toMatchObject({
    iss: identity.issuer,
    aud: staging.thirdParties['identity']?.settings['clientId'],
    email: identity.person.email,
    email_verified: true,
  });
});

test('an answer with another state is refused', async ({ identity }) => {
  const visitor = await identity.visitor();
  const callback = await identity.callbackOf(await identity.authorizationRequest(visitor), visitor);
  callback.searchParams.set('state', oidc.randomState());
  expect((await visitor.get(callback.href)).status()).toBe(403);
  expect(await identity.isSignedIn(visitor)).toBe(false);
});

test(
  'a sign-in that was begun in another browser is refused',
  { annotation: { type: 'impact', description: 'An attacker’s link signs the victim in to the attacker’s account.' } },
  async ({ identity }) => {
    const attacker = await identity.visitor();
    const callback = await identity.callbackOf(await identity.authorizationRequest(attacker), attacker);
    const victim = await identity.visitor();
    expect((await victim.get(callback.href)).status()).toBe(403);
  },
);

test('a code that was asked for with somebody else’s PKCE challenge is refused', async ({ identity }) => {
  const visitor = await identity.visitor();
  const request = await identity.authorizationRequest(visitor);
  request.searchParams.set('code_challenge', await oidc.calculatePKCECodeChallenge(oidc.randomPKCECodeVerifier()));
  const callback = await identity.callbackOf(request, visitor);
  expect((await visitor.get(callback.href)).status()).toBe(403);
});

test('a code works once', async ({ identity }) => {
  const visitor = await identity.visitor();
  const callback = await identity.callbackOf(await identity.authorizationRequest(visitor), visitor);
  expect((await visitor.get(callback.href)).status()).toBe(200);
  expect((await visitor.get(callback.href)).status()).toBe(403);
});

test('signing out ends the session at the shop and at the provider', async ({ identity }) => {
  const visitor = await identity.visitor();
  await identity.signIn(visitor);
  await identity.signOut(visitor);
  expect(await identity.isSignedIn(visitor)).toBe(false);
  const again = await visitor.get('/sign-in');
  expect(new URL(again.url()).origin, 'the provider asks again').toBe(new URL(identity.issuer).origin);
  expect(await again.text()).toContain('Password');
});
