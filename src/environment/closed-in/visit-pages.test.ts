import { chromium, type Browser, type Page } from '@playwright/test';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { chromiumToLaunch } from '../../tools/playwright/machine-chromium.js';
import { startWebServer, type WebServer } from '../parity/web-server.test-data.js';
import { visitPages, type PagesToVisit } from './visit-pages.js';

const html = { 'content-type': 'text/html' };
const production = ['shop.example', '*.shop.example'];

let browser: Browser;
let page: Page;
let server: WebServer;

beforeAll(async () => {
  const executablePath = chromiumToLaunch(process.env, chromium.executablePath());
  browser = await chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    // As the engine does: no name has an address.
    args: ['--no-sandbox', '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1'],
  });
  server = await startWebServer({
    '/': { headers: html, body: '<a href="/cart">Cart</a><img src="/logo.png">' },
    '/cart': { headers: html, body: '<a href="https://www.shop.example/help">Help</a>' },
    '/late': {
      headers: html,
      body: `<body><script>document.body.innerHTML = '<a href="https://shop' + '.example/">x</a>'</script>`,
    },
    '/font': { headers: html, body: '<link rel="stylesheet" href="https://fonts.example.net/a.css">' },
    '/font-too': { headers: html, body: '<link rel="stylesheet" href="https://fonts.example.net/b.css">' },
    '/kept': {
      headers: { ...html, 'content-security-policy': "default-src 'self'" },
      body: '<script src="https://tracker.example.net/a.js"></script>',
    },
    '/socket': { headers: html, body: '<script>new WebSocket("wss://live.example.net/")</script>' },
    '/moved': { status: 302, headers: { location: 'https://shop.example/' } },
    '/away': { status: 302, headers: { location: 'https://elsewhere.example.net/' } },
    '/none': { status: 404, headers: html, body: 'There is nothing here.' },
    '/walled': { status: 401, headers: html, body: 'Who are you?' },
    '/broken': { status: 503, headers: html, body: 'Busy.' },
    '/logo.png': { status: 404 },
  });
}, 30_000);
afterAll(async () => {
  await browser.close();
  await server.stop();
});
beforeEach(async () => void (page = await browser.newPage()));
afterEach(() => page.close());

const visit = (paths: string[], more: Partial<PagesToVisit> = {}) =>
  visitPages({ page, site: server.url, paths, allowed: ['*.allowed.example'], production, ...more });
const whats = async (...given: Parameters<typeof visit>) =>
  (await visit(...given)).findings.map(({ what, actual }) => `${what}: ${actual}`);

describe('pages of a staging that is closed in', () => {
  it('call the site alone and lead nowhere else', async () => {
    expect(await visit(['/', '/none'])).toEqual({ findings: [], pages: 2, hosts: ['127.0.0.1'] });
  });

  it('may call the hosts that are listed', async () => {
    expect((await visit(['/font'], { allowed: ['*.example.net'] })).findings).toEqual([]);
  });

  it('may name what their own policy keeps from being called', async () => {
    expect((await visit(['/kept'])).findings).toEqual([]);
  });
});

describe('a way out', () => {
  it('is a host that is not listed, once however many pages call it', async () => {
    expect(await whats(['/font', '/', '/font-too'])).toEqual([
      '/font, /font-too calls fonts.example.net: a request of the kind "stylesheet" to fonts.example.net',
    ]);
  });

  it('is a socket, and a redirect to another host', async () => {
    expect(await whats(['/socket', '/away'])).toEqual([
      expect.stringContaining('/socket calls live.example.net'),
      expect.stringContaining('/away calls elsewhere.example.net'),
    ]);
  });

  it('is an address of production, in a page as it is served or as its scripts make it', async () => {
    expect(await whats(['/cart', '/late'])).toEqual([
      '/cart leads to production: <a> with an address of www.shop.example',
      expect.stringContaining('/late leads to production: <a> with an address of shop.example'),
    ]);
  });

  it('is a redirect to production', async () => {
    expect(await whats(['/moved'])).toEqual([
      expect.stringContaining('/moved calls shop.example'),
      '/moved leads to production: a redirect with an address of shop.example',
    ]);
  });
});

describe('no page was visited', () => {
  const refused = (of: Promise<unknown>, reasonCode: string, words: RegExp) =>
    expect(of).rejects.toMatchObject({ name: 'SetupError', reasonCode, message: expect.stringMatching(words) });

  it('where nobody says what production is', () =>
    refused(visit(['/'], { production: [] }), 'configuration', /production\.hosts/));
  it('where the site is broken', () => refused(visit(['/broken']), 'staging-unreachable', /status 503/));
  it('where a wall keeps everybody out', () => refused(visit(['/walled']), 'staging-unreachable', /status 401/));
  it('where nobody answers', () =>
    refused(visit(['/'], { site: 'http://127.0.0.1:1' }), 'staging-unreachable', /^\/ cannot be visited/));
});
