import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';

export interface Asked {
  path: string;
  headers: IncomingHttpHeaders;
}
export interface Answered {
  status?: number;
  headers?: Record<string, string | string[]>;
  body?: string | Buffer;
}
/** `hang` never answers. */
export type Handler = (asked: Asked) => Answered | 'hang';

export interface TestSite {
  url: string;
  asked: Asked[];
  stop(): Promise<void>;
}

/** A site on loopback that a function answers for; with a certificate and its key by https, for `localhost`. */
export async function startSite(handler: Handler, secure?: { cert: string; key: string }): Promise<TestSite> {
  const asked: Asked[] = [];
  const listener = ({ url = '/', headers }: IncomingMessage, response: ServerResponse): void => {
    const one = { path: url, headers };
    asked.push(one);
    send(response, handler(one));
  };
  const server = secure === undefined ? createServer(listener) : createSecureServer(secure, listener);
  server.listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  const { port } = server.address() as AddressInfo;
  return {
    url: secure === undefined ? `http://127.0.0.1:${port}` : `https://localhost:${port}`,
    asked,
    async stop() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

function send(response: ServerResponse, answered: Answered | 'hang'): void {
  if (answered === 'hang') return;
  response.writeHead(answered.status ?? 200, answered.headers ?? {}).end(answered.body ?? '');
}

export const access = { username: 'staging', password: 'open sesame' };
const pass = `Basic ${Buffer.from(`${access.username}:${access.password}`).toString('base64')}`;

const everywhere = {
  'x-robots-tag': 'noindex',
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'self'; frame-ancestors 'none'",
  'referrer-policy': 'same-origin',
};

export function page(title: string, body: string): Answered {
  const head = `<meta charset="utf-8"><title>${title}</title><link rel="stylesheet" href="/assets/site.css"><script src="/assets/site.js" defer></script>`;
  return {
    headers: { ...everywhere, 'content-type': 'text/html; charset=utf-8' },
    body: `<!doctype html><html lang="en"><head>${head}</head><body><a href="/">Home</a>${body}</body></html>`,
  };
}

function file(type: string, body: string | Buffer): Answered {
  return { headers: { ...everywhere, 'content-type': type }, body };
}

const shelves = [1, 2, 3, 4, 5, 6];
const goods = Array.from({ length: 30 }, (_, at) => at + 1);

/** A shop without a flaw: home, 6 shelves, 30 goods, a form, assets; all behind credentials. */
export const healthySite: Handler = ({ path, headers }) => {
  if (headers.authorization !== pass)
    return { status: 401, headers: { 'www-authenticate': 'Basic realm="staging"', 'content-type': 'text/plain' } };
  const [, kind, number] = /^\/(shelf|goods)\/(\d+)$/.exec(path) ?? [];
  if (path === '/') return withCookie(page('Shop', shelves.map((n) => `<a href="/shelf/${n}">${n}</a>`).join('')));
  if (path === '/about')
    return page(
      'About',
      '<form action="/search"><input name="q" aria-label="Search"></form><a href="https://elsewhere.example/">Friends</a>',
    );
  if (path === '/search') return page('Search', '<p>What are you looking for?</p>');
  if (kind === 'shelf' && shelves.includes(Number(number))) {
    const own = goods.filter((n) => n % shelves.length === Number(number) % shelves.length);
    return page(
      `Shelf ${number}`,
      `${own.map((n) => `<a href="/goods/${n}">${n}</a>`).join('')}<a href="/about#top">About</a>`,
    );
  }
  if (kind === 'goods' && goods.includes(Number(number)))
    return page(
      `Goods ${number}`,
      '<img src="/assets/picture.png" alt="" srcset="/assets/picture.png 2x"><code>at a (/b/c.js:1:2)</code>',
    );
  if (path === '/assets/site.css')
    return file(
      'text/css',
      'body { background: url("dot.png") } a { display: inline-block; min-width: 48px; min-height: 48px }',
    );
  if (path === '/assets/site.js') return file('text/javascript', 'document.title;\n//# sourceMappingURL=site.js.map');
  if (path === '/assets/dot.png' || path === '/assets/picture.png')
    return file('image/png', Buffer.from([137, 80, 78, 71]));
  if (path === '/robots.txt') return file('text/plain', 'User-agent: *\nDisallow: /\n');
  return { ...page('Not found', '<p>There is nothing here.</p>'), status: 404 };
};

function withCookie(answered: Answered): Answered {
  return {
    ...answered,
    headers: { ...answered.headers, 'set-cookie': 'session=s3cret; Path=/; HttpOnly; SameSite=Lax' },
  };
}

/** The same site, open to everybody. */
export function withoutWall(handler: Handler): Handler {
  return ({ path, headers }) => handler({ path, headers: { ...headers, authorization: pass } });
}
