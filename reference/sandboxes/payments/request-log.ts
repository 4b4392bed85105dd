import type { Hono, MiddlewareHandler } from 'hono';
import type { Keys } from './keys.js';

/** A request as it came in, without the key; replaying `method`, `path` and `body` asks the same again. */
interface LoggedRequest {
  at: string;
  by: 'server' | 'browser';
  method: string;
  /** With the query. */
  path: string;
  headers: Record<string, string>;
  body: string;
  /** Missing while the answer is under way. */
  status?: number;
}

/** A load test must not fill the memory; what is older is dropped. */
const kept = 20_000;
const requests: LoggedRequest[] = [];

/** Notes a request before anything else happens to it, so that one that a fault swallowed is seen as well. */
export function logged(keys: Keys): MiddlewareHandler {
  return async (c, next) => {
    const { pathname, search } = new URL(c.req.url);
    const text = await c.req.text();
    const { authorization, ...headers } = c.req.header();
    const entry: LoggedRequest = {
      at: new Date().toISOString(),
      by: authorization?.endsWith(keys.secret) ? 'server' : 'browser',
      method: c.req.method,
      path: pathname + search,
      headers,
      body: text.replace(/(card%5Bnumber%5D|card\[number\])=\d+(\d{4})/, '$1=masked$2'),
    };
    requests.push(entry);
    if (requests.length > kept) requests.splice(0, kept / 10);
    await next();
    entry.status = c.res.status;
  };
}

/** `GET /__requests?since=<ISO time>&containing=<text>`: what the API was asked, oldest first. */
export function requestLog(app: Hono): void {
  app.get('/__requests', (c) => {
    const since = c.req.query('since') ?? '';
    const text = c.req.query('containing') ?? '';
    const said = (entry: LoggedRequest): string =>
      entry.path + entry.body + decodeURIComponent(entry.body.replaceAll('+', ' '));
    return c.json(requests.filter((entry) => entry.at >= since && said(entry).includes(text)));
  });
}
