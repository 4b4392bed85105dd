import type { Context, Hono, MiddlewareHandler } from 'hono';
import { z } from 'zod';
import { invalid, Refusal } from './errors.js';
import { listed, nested, type Form } from './form.js';
import type { Keys } from './keys.js';
import { logged } from './request-log.js';
import { expanded, newId } from './store.js';

/** A call that was let in: who makes it, and what it asks for. */
export interface Call {
  id: string;
  form: Form;
  query: URLSearchParams;
  /** A browser holds the publishable key only and must show a client secret. */
  browser: boolean;
}
type Act = (call: Call) => object;

interface Remembered {
  said: string;
  status: 200 | Refusal['status'];
  answer: object;
}

/** Adds routes that speak Stripe's protocol: keys, versions, form bodies, idempotency, errors, `expand`, request log. */
export function api(app: Hono, keys: Keys, guard: MiddlewareHandler) {
  const remembered = new Map<string, Remembered>();

  async function answer(c: Context, act: Act, forBrowsers: boolean): Promise<Response> {
    const text = c.req.method === 'GET' ? '' : await c.req.text();
    const query = new URL(c.req.url).searchParams;
    const form = nested(text);
    c.header('Request-Id', newId('req'));
    c.header('Access-Control-Allow-Origin', '*');
    try {
      const version = c.req.header('stripe-version');
      if (version !== undefined) c.header('Stripe-Version', versioned(version));
      const browser = isBrowser(keyOf(c, form, query), keys, forBrowsers);
      const call: Call = { id: c.req.param('id') ?? '', form, query, browser };
      const paths = [...listed(form['expand']), ...query.getAll('expand[]'), ...query.getAll('expand[0]')];
      const result = once(c, text, () => expanded(act(call), paths));
      return c.json(result.answer, result.status);
    } catch (error) {
      const refusal = refusalOf(error);
      return c.json(refusal.body(), refusal.status);
    }
  }

  /** The same key gets the same answer; what failed validation was never begun and may be tried again. */
  function once(c: Context, text: string, act: () => object): Remembered {
    const key = c.req.method === 'POST' ? c.req.header('idempotency-key') : undefined;
    const said = `${c.req.path}?${text}`;
    const before = key === undefined ? undefined : remembered.get(key);
    if (before && before.said !== said) {
      throw new Refusal(
        400,
        'idempotency_error',
        `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${key}' if you meant to execute a different request.`,
      );
    }
    if (before) {
      c.header('Idempotent-Replayed', 'true');
      return before;
    }
    const result = attempted(said, act);
    if (key !== undefined && result.status !== 400) remembered.set(key, result);
    return result;
  }

  const on = (method: 'GET' | 'POST', path: string, act: Act, { browsers = false } = {}): void => {
    app.on(method, path, logged(keys), guard, (c) => answer(c, act, browsers));
  };
  return { on };
}

function attempted(said: string, act: () => object): Remembered {
  try {
    return { said, status: 200, answer: act() };
  } catch (error) {
    const refusal = refusalOf(error);
    return { said, status: refusal.status, answer: refusal.body() };
  }
}

function keyOf(c: Context, form: Form, query: URLSearchParams): string {
  const header = c.req.header('authorization') ?? '';
  if (header.startsWith('Bearer ')) return header.slice(7);
  if (header.startsWith('Basic ')) return Buffer.from(header.slice(6), 'base64').toString().split(':')[0] as string;
  const inBody = form['key'];
  return typeof inBody === 'string' ? inBody : (query.get('key') ?? '');
}

function isBrowser(key: string, keys: Keys, forBrowsers: boolean): boolean {
  if (key === keys.secret) return false;
  if (key === keys.publishable && forBrowsers) return true;
  const said = /^(sk|rk|pk)_live_/.test(key) ? 'a live key was used on a sandbox' : 'no valid key was given';
  throw new Refusal(401, 'invalid_request_error', `Invalid API Key provided: ${said}.`, { code: 'api_key_invalid' });
}

function versioned(version: string): string {
  if (/^\d{4}-\d{2}-\d{2}(\.[a-z_]+)?$/.test(version)) return version;
  throw invalid(`Invalid Stripe API version: ${version}`);
}

function refusalOf(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  if (!(error instanceof z.ZodError)) throw error;
  const [first] = error.issues;
  const [head = '', ...rest] = first?.path.map(String) ?? [];
  const param = head + rest.map((part) => `[${part}]`).join('');
  return invalid(`Invalid ${param}: ${first?.message}`, { code: 'parameter_invalid', param });
}

/** A parameter that is an integer, written in a form. */
export const integer = z
  .string()
  .regex(/^-?\d+$/, 'must be an integer')
  .transform(Number);

/** Reads a form through a schema; parameters that the sandbox has no use for are left to stripe-mock to judge. */
export function read<T extends z.ZodType>(schema: T, form: Form): z.output<T> {
  return schema.parse({ ...form });
}
