import { createHash, randomBytes } from 'node:crypto';
import type { Context, MiddlewareHandler } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { isCountry, type CountryCode } from './countries.js';
import { sql, transaction } from './store.js';

/** A row of `sessions` with its customer. The cookie's value is known to the visitor alone; we keep its hash. */
export interface Session {
  id: string;
  attempt: string;
  sign_in: SignIn | null;
  email: string | null;
  name: string | null;
  role: string | null;
  items: number;
}

/** What the sign-in under way, or the one that succeeded, needs later. */
export interface SignIn {
  state?: string;
  nonce?: string;
  verifier?: string;
  back?: string;
  idToken?: string;
}

/** Who is at the door of this request. */
export interface Visitor {
  country: CountryCode;
  session?: Session;
}
export type Shop = { Variables: { visitor: Visitor } };
export type At = Context<Shop>;

const cookie = 'session';
const cookieOptions = { httpOnly: true, sameSite: 'Lax', path: '/' } as const;
const week = 7 * 24 * 3600;

async function sessionBehind(token: string): Promise<Session | undefined> {
  const [session] = await sql<Session>`
    SELECT s.id, s.attempt, s.sign_in, c.email, c.name, c.role,
           (SELECT coalesce(sum(quantity), 0)::int FROM cart_lines WHERE session_id = s.id) AS items
    FROM sessions s LEFT JOIN customers c ON c.id = s.customer_id WHERE s.id = ${hash(token)} AND s.expires_at > now()`;
  return session;
}

/** Recognises the visitor. Whoever only looks around gets no session and no cookie. */
export const recognise: MiddlewareHandler<Shop> = async (c, next) => {
  const shipTo = getCookie(c, 'ship_to');
  const token = getCookie(c, cookie);
  const session = token ? await sessionBehind(token) : undefined;
  c.set('visitor', { country: isCountry(shipTo) ? shipTo : 'DE', ...(session ? { session } : {}) });
  await next();
  // What somebody who is signed in was shown is in no cache when they have gone.
  if (session?.email) c.header('cache-control', 'no-store');
};

/** The visitor's session, begun now if there is none. */
export async function sessionOf(c: At): Promise<Session> {
  const known = c.var.visitor.session;
  if (known) return known;
  const token = newToken(c);
  await sql`INSERT INTO sessions (id) VALUES (${hash(token)})`;
  const begun = await sessionBehind(token);
  if (!begun) throw new Error('a session that was just begun is gone');
  c.set('visitor', { ...c.var.visitor, session: begun });
  return begun;
}

/** After signing in the session gets a new value, so that nobody who knew the old one is signed in as well. */
export async function signInAs(c: At, session: Session, customer: number, kept: SignIn): Promise<void> {
  const id = hash(newToken(c));
  await transaction(async (sql) => {
    await sql`UPDATE sessions SET id = ${id}, customer_id = ${customer}, sign_in = ${kept} WHERE id = ${session.id}`;
    await sql`UPDATE orders SET session_id = ${id} WHERE session_id = ${session.id}`;
    await sql`UPDATE drafts SET session_id = ${id} WHERE session_id = ${session.id}`;
  });
}

export async function endSession(c: At, session: Session): Promise<void> {
  await sql`DELETE FROM sessions WHERE id = ${session.id}`;
  setCookie(c, cookie, '', { ...cookieOptions, maxAge: 0 });
}

export function chooseCountry(c: At, country: CountryCode): void {
  setCookie(c, 'ship_to', country, { ...cookieOptions, maxAge: 52 * week });
  c.set('visitor', { ...c.var.visitor, country });
}

/** A path of ours as somebody's browser names it, to lead back to; undefined when it may lead elsewhere. */
export function ownPath(path: string | undefined): string | undefined {
  return path && /^\/(?![/\\])/.test(path) ? path : undefined;
}

function newToken(c: At): string {
  const token = randomBytes(32).toString('base64url');
  setCookie(c, cookie, token, { ...cookieOptions, maxAge: week });
  return token;
}

function hash(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
