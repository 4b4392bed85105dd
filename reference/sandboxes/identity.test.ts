import * as oidc from 'openid-client';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { forked, type Forked } from '../forked.js';

const secret = 'a-secret-of-a-sandbox-of-32-bytes';
const callback = 'http://127.0.0.1:9/sign-in/callback';
const goodbye = 'http://127.0.0.1:9/';

let identity: Forked;
let shop: oidc.Configuration;
let cookies: Map<string, string>;

beforeAll(async () => {
  identity = await forked('identity', { CLIENT_SECRET: secret, REDIRECT_URIS: callback, POST_LOGOUT_URIS: goodbye });
  const insecure = { execute: [oidc.allowInsecureRequests] };
  shop = await oidc.discovery(new URL(identity.url), 'shop', secret, undefined, insecure);
  const ada = { email: 'ada@example.com', password: 'correct horse', name: 'Ada', role: 'admin' };
  await fetch(`${identity.url}/__users`, { method: 'POST', body: JSON.stringify(ada) });
});
beforeEach(() => {
  cookies = new Map();
});
afterAll(async () => {
  expect(await identity.stop()).toBe(0);
});

/** Goes where a browser would, one redirect at a time. */
async function go(url: string, form?: Record<string, string>): Promise<Response> {
  const response = await fetch(new URL(url, identity.url), {
    redirect: 'manual',
    method: form ? 'POST' : 'GET',
    body: form && new URLSearchParams(form),
    headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
  });
  for (const cookie of response.headers.getSetCookie()) {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
    cookies.set(name, value);
  }
  return response;
}

const next = (response: Response): string => response.headers.get('location') ?? '';

async function begin(extra: Record<string, string> = {}) {
  const verifier = oidc.randomPKCECodeVerifier();
  const state = oidc.randomState();
  const url = oidc.buildAuthorizationUrl(shop, {
    redirect_uri: callback,
    scope: 'openid email profile',
    state,
    code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    ...extra,
  });
  return { verifier, state, answer: await go(url.href) };
}

async function signedIn(password = 'correct horse') {
  const { verifier, state, answer } = await begin();
  const submitted = await go(next(answer), { email: 'ada@example.com', password });
  return { verifier, state, submitted, back: submitted.ok ? undefined : new URL(next(await go(next(submitted)))) };
}

test('code flow with PKCE and state ends with a token that says who it is', async () => {
  const { verifier, state, back } = await signedIn();
  const tokens = await oidc.authorizationCodeGrant(shop, back as URL, {
    pkceCodeVerifier: verifier,
    expectedState: state,
  });
  expect(tokens.claims()).toMatchObject({
    email: 'ada@example.com',
    name: 'Ada',
    role: 'admin',
    aud: 'shop',
    iss: identity.url,
  });
});

test('a wrong password is told so and goes nowhere', async () => {
  const { answer } = await begin();
  const submitted = await go(next(answer), { email: 'ada@example.com', password: 'wrong' });
  expect([submitted.status, await submitted.text()]).toEqual([401, expect.stringContaining('do not belong together')]);
});

test('a code is worth nothing with another verifier, another state, or a second time', async () => {
  const { verifier, state, back } = await signedIn();
  const url = back as URL;
  const grant = (pkceCodeVerifier: string, expectedState: string) =>
    oidc.authorizationCodeGrant(shop, url, { pkceCodeVerifier, expectedState });
  await expect(grant(verifier, 'another')).rejects.toMatchObject({ code: 'OAUTH_INVALID_RESPONSE' });
  await grant(verifier, state);
  await expect(grant(verifier, state)).rejects.toMatchObject({ error: 'invalid_grant' });
  cookies.clear();
  const again = await signedIn();
  const other = oidc.authorizationCodeGrant(shop, again.back as URL, {
    pkceCodeVerifier: oidc.randomPKCECodeVerifier(),
    expectedState: again.state,
  });
  await expect(other).rejects.toMatchObject({ error: 'invalid_grant' });
});

test('without PKCE, or back to somewhere else, there is no sign-in', async () => {
  const bare = oidc.buildAuthorizationUrl(shop, { redirect_uri: callback, scope: 'openid', state: 's' });
  expect(next(await go(bare.href))).toContain('error=invalid_request');
  const { answer } = await begin({ redirect_uri: 'http://127.0.0.1:9/elsewhere' });
  expect([answer.status, next(answer)]).toEqual([400, '']);
});

test('signing out at the provider asks for the password again', async () => {
  const { verifier, state, back } = await signedIn();
  const tokens = await oidc.authorizationCodeGrant(shop, back as URL, {
    pkceCodeVerifier: verifier,
    expectedState: state,
  });
  expect(new URL(next((await begin()).answer)).searchParams.has('code')).toBe(true);
  const leave = oidc.buildEndSessionUrl(shop, {
    post_logout_redirect_uri: goodbye,
    id_token_hint: String(tokens.id_token),
  });
  const form = await (await go(leave.href)).text();
  const [, action = ''] = /action="([^"]+)"/.exec(form) ?? [];
  const [, xsrf = ''] = /name="xsrf" value="([^"]+)"/.exec(form) ?? [];
  expect(next(await go(action, { xsrf, logout: 'yes' }))).toMatch(new RegExp(`^${goodbye}`));
  expect(next((await begin()).answer)).toMatch(/^\/sign-in\//);
});

test('a person that was removed can’t sign in', async () => {
  const eve = { email: 'eve@example.com', password: 'p', name: 'Eve' };
  await fetch(`${identity.url}/__users`, { method: 'POST', body: JSON.stringify(eve) });
  await fetch(`${identity.url}/__users/eve@example.com`, { method: 'DELETE' });
  const { answer } = await begin();
  expect((await go(next(answer), { email: eve.email, password: eve.password })).status).toBe(401);
});
