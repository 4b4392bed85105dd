import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { chromium, request, type APIRequestContext, type Browser } from '@playwright/test';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { chromiumToLaunch } from '../../tools/playwright/machine-chromium.js';
import { auditAccess } from './audit-access.js';
import { recordVisits, walkAs, type Visits } from './visits.js';

// A shop with two customers, whose holes are opened by the tests.
const holes = { orders: 'closed', store: 'no-store' as string | undefined, trouble: '', wall: false };
const customers: Record<string, { email: string; order: string; street: string }> = {
  a: { email: 'ada@example.com', order: 'FN-1001', street: "5 O'Hara & Sons Road" },
  b: { email: 'bob@example.com', order: 'FN-1002', street: '6 Other Road' },
};
const asked: string[] = [];
const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll("'", '&#39;');

function answer({ method, url = '/', headers }: IncomingMessage, response: ServerResponse): void {
  asked.push(`${method} ${url}`);
  const who = customers[/customer=(\w)/.exec(headers.cookie ?? '')?.[1] ?? ''];
  const say = (status: number, body: string, more: Record<string, string> = {}) =>
    void response
      .writeHead(status, {
        'content-type': 'text/html',
        ...(holes.store === undefined ? {} : { 'cache-control': holes.store }),
        ...more,
      })
      .end(body);
  if (holes.wall && who === undefined) return say(401, '', { 'www-authenticate': 'Basic realm="staging"' });
  if (holes.trouble === url) return say(503, 'busy');
  if (url === '/sign-in/a') return say(200, '<a href="/account">Account</a>', { 'set-cookie': 'customer=a; Path=/' });
  if (url === '/')
    return say(200, `<h1>Shop</h1><a href="/account">${who ? 'Account' : 'Sign in'}</a>`, {
      'cache-control': 'public',
    });
  if (url.startsWith('/search?q='))
    return say(200, `Nothing is called ${url.slice(10)}.`, { 'cache-control': 'public' });
  if (who === undefined && holes.orders !== 'open') return say(302, '', { location: `/sign-in?back=${url}` });
  if (url === '/account')
    return say(
      200,
      `${who?.email} <a href="/account/orders/${who?.order}?from=list&amp;x=1#top">order</a> <a href="/account/sign-out">x</a><script>fetch('/api/me')</script>`,
    );
  if (url === '/api/me')
    return say(200, JSON.stringify({ email: who?.email, orders: [who?.order] }), {
      'content-type': 'application/json',
    });
  const order = Object.values(customers).find(
    (one) => url.startsWith(`/account/orders/${one.order}`) || url === `/api/orders/${one.order}`,
  );
  const mayRead = holes.orders !== 'closed' || order === who;
  return order && mayRead
    ? say(200, `Order ${order.order} goes to ${escaped(order.street)}`)
    : say(404, `No such order: ${url}`);
}

let server: Server;
let site: string;
let owner: APIRequestContext;
let other: APIRequestContext;
let nobody: APIRequestContext;

beforeAll(async () => {
  server = createServer(answer).listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  site = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => void server.close());
beforeEach(async () => {
  Object.assign(holes, { orders: 'closed', store: 'no-store', trouble: '', wall: false });
  asked.length = 0;
  const as = (cookie?: string) =>
    request.newContext({ baseURL: site, ...(cookie === undefined ? {} : { extraHTTPHeaders: { cookie } }) });
  [owner, other, nobody] = [await as('customer=a'), await as('customer=b'), await as()];
});
afterEach(async () => {
  for (const one of [owner, other, nobody]) await one.dispose();
});

const markers = { 'e-mail address': 'ADA@example.com', 'order number': 'FN-1001', street: "5 O'Hara & Sons Road" };
const own = ['/account', '/account/orders/FN-1001', '/api/orders/FN-1001'];
const audit = (addresses: readonly string[] = own, more: object = {}) =>
  auditAccess({ site, owner, other, nobody, addresses, markers, ...more });

describe('auditing access', () => {
  it('finds nothing where what is a customer’s is told to them alone, and asks with GET alone', async () => {
    expect(await audit(['/', '/search?q=FN-1001', ...own])).toEqual({ findings: [], asked: 5, own: 4 });
    // The search is asked for something made up as well: that what it says is an echo.
    expect(asked.filter((one) => one === 'GET /search?q=FN-4334')).toHaveLength(2);
    expect(asked).toHaveLength(17);
    expect(asked.filter((one) => !one.startsWith('GET '))).toEqual([]);
  });

  it('names the page that another customer is shown, what of the owner stands there, and no value', async () => {
    holes.orders = 'numbers';
    const { findings } = await audit();
    expect(findings).toEqual([
      {
        what: '/account/orders/<order number> is shown to another customer',
        expected: 'a refusal, or a page without anything of the owner',
        actual: "status 200 with the owner's street",
        advice: expect.stringContaining('whose it is'),
      },
      expect.objectContaining({ what: '/api/orders/<order number> is shown to another customer' }),
    ]);
    expect(JSON.stringify(findings)).not.toMatch(/FN-1001|O'Hara|ada@/i);
  });

  it('names what strangers are shown', async () => {
    holes.orders = 'open';
    expect((await audit(['/account/orders/FN-1001'])).findings.map(({ what }) => what)).toEqual([
      '/account/orders/<order number> is shown to another customer',
      '/account/orders/<order number> is shown to somebody who is not signed in',
    ]);
  });

  it('takes the owner’s very answer for theirs, though it holds only what the address says already', async () => {
    holes.orders = 'numbers';
    const { findings } = await audit(['/account/orders/FN-1001'], { markers: { 'order number': 'FN-1001' } });
    expect(findings).toMatchObject([{ actual: 'status 200 with the very answer that the owner gets' }]);
  });

  it.each([
    ['private, no-cache', 'cache-control: private, no-cache'],
    [undefined, 'an answer without cache-control'],
  ])('a page of the owner with %s may be kept', async (store, actual) => {
    holes.store = store;
    expect((await audit(['/', '/search?q=FN-1001', '/account'])).findings).toMatchObject([
      { what: '/account may be kept by caches', expected: 'cache-control: no-store', actual },
    ]);
  });

  it('a page that strangers are refused may be kept, though it holds nothing of the owner but its address', async () => {
    holes.store = 'private';
    const { findings } = await audit(['/account/orders/FN-1001'], { markers: { 'order number': 'FN-1001' } });
    expect(findings).toMatchObject([{ what: '/account/orders/<order number> may be kept by caches' }]);
  });

  it('what is shown at one address is a finding, whatever could not be told of another', async () => {
    Object.assign(holes, { orders: 'numbers', trouble: '/account' });
    expect((await audit()).findings).toHaveLength(2);
  });
});

describe('no audit', () => {
  const refused = (of: Promise<unknown>, reasonCode: string, words: RegExp) =>
    expect(of).rejects.toMatchObject({ name: 'SetupError', reasonCode, message: expect.stringMatching(words) });

  it('is there where an answer says nothing of access', async () => {
    holes.trouble = '/account';
    await refused(audit(), 'no-evidence', /^\/account answered its owner with status 503/);
  });

  it('is there where the owner is signed in no more', async () => {
    await refused(audit(own, { owner: nobody }), 'zero-samples', /None of the addresses told their owner anything/);
  });

  it('is there where the other customer is not signed in', () =>
    refused(audit(own, { other: nobody }), 'zero-samples', /told another customer from a stranger: sign them in/));

  it('is there where the login wall keeps strangers out', async () => {
    holes.wall = true;
    await refused(audit(), 'configuration', /^\/account refused somebody .* by the login wall/);
  });

  it('is there without addresses', () => refused(audit([]), 'zero-samples', /walk first/));

  it('sends cookies nowhere else', () =>
    refused(audit(['https://elsewhere.example/x']), 'configuration', /elsewhere\.example is not http:/));

  it.each([[{}], [{ name: 'Ada' }]])('goes by markers like %j', (unfit) =>
    refused(audit(own, { markers: unfit }), 'configuration', /marker/),
  );

  it('is there where nobody answers, and tells of no cookies', async () => {
    const gone = await request.newContext({ extraHTTPHeaders: { cookie: 'customer=secret' } });
    const closed = createServer().listen(0, '127.0.0.1');
    await new Promise((done) => closed.once('listening', done));
    const dead = `http://127.0.0.1:${(closed.address() as AddressInfo).port}`;
    await new Promise((done) => closed.close(done));
    const unanswered = auditAccess({
      site: dead,
      owner: gone,
      other: gone,
      nobody: gone,
      addresses: ['/account/FN-1001'],
      markers,
    });
    await refused(unanswered, 'staging-unreachable', /^\/account\/<order number> gave no answer: (?!.*secret)/s);
    await gone.dispose();
  });
});

describe('what the owner saw', () => {
  const isOwners = ({ addresses, ids }: Visits) => {
    expect(addresses).toContain(`${site}/account`);
    expect(ids(/\bFN-\d+\b/)).toEqual(['FN-1001']);
  };

  it('is walked without a browser: below the paths that are named, and through no door', async () => {
    const visits = await walkAs(owner, site, ['/account']);
    isOwners(visits);
    expect(visits.addresses).toEqual([`${site}/account`, `${site}/account/orders/FN-1001?from=list&x=1`]);
  });

  describe('in a browser', () => {
    let browser: Browser;
    beforeAll(async () => {
      const executablePath = chromiumToLaunch(process.env, chromium.executablePath());
      browser = await chromium.launch({
        ...(executablePath === undefined ? {} : { executablePath }),
        args: ['--no-sandbox'],
      });
    }, 30_000);
    afterAll(() => browser.close());

    it('is recorded with what its scripts asked for, until the end', async () => {
      const context = await browser.newContext({ baseURL: site });
      const recording = recordVisits(context, site);
      const page = await context.newPage();
      await page.goto('/sign-in/a');
      const api = page.waitForResponse('**/api/me');
      await page.goto('/account');
      await api;
      const visits = await recording.end();
      await page.goto('/');
      isOwners(visits);
      expect(visits.addresses).toContain(`${site}/api/me`);
      expect((await recording.end()).addresses).not.toContain(`${site}/`);

      const findings = await auditAccess({
        site,
        owner: context.request,
        other,
        nobody,
        addresses: visits.addresses,
        markers,
      });
      expect(findings).toMatchObject({ findings: [], own: 2 });
      await context.close();
    });
  });
});
