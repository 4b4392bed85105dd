import type { Server } from 'node:http';
import { createServer } from 'node:http';
import type { Browser } from '@playwright/test';
import { chromium } from '@playwright/test';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { withToolbox } from '../toolbox.js';
import { chromiumResolverRules } from './chromium-hosts.js';

/**
 * In the real browser. The listener has several names that Chromium itself leads to loopback (`*.localhost`) and
 * addresses that nobody listed: without the rules each of them reaches it, with them none may.
 */
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const launch = async (rules: string[]): Promise<Browser> => {
  return chromium.launch({ executablePath, args: rules, chromiumSandbox: false });
};
let executablePath: string;
let server: Server;
let port: number;
let hits: string[];
let open: Browser;
let guarded: Browser;

beforeAll(async () => {
  server = createServer((request, response) => {
    const url = new URL(String(request.url), 'http://x');
    if (url.pathname === '/') hits.push(String(request.headers.host).replace(/:\d+$/, ''));
    const to = url.searchParams.get('to');
    if (to !== null) response.writeHead(302, { location: to });
    response.end('there');
  });
  await new Promise<void>((done) => server.listen(0, '0.0.0.0', done));
  const address = server.address();
  port = typeof address === 'object' && address !== null ? address.port : 0;
  const options = { config: {}, projectDir: '.', packageDir: '.', headed: false, install: false, log: () => undefined };
  executablePath = (await withToolbox(options, (toolbox) => toolbox.chromium())).path;
  open = await launch([]);
  guarded = await launch([`--host-resolver-rules=${chromiumResolverRules(['shop.localhost', '*.pay.localhost'])}`]);
});
afterAll(async () => {
  await Promise.all([open.close(), guarded.close()]);
  server.close();
});
beforeEach(() => {
  hits = [];
});

const at = (host: string, to?: string) =>
  `http://${host}:${port}/${to === undefined ? '' : `?to=${encodeURIComponent(to)}`}`;
async function visit(browser: Browser, url: string): Promise<string> {
  const page = await browser.newPage();
  try {
    return await page.goto(url).then(
      () => 'arrived',
      (error: Error) => error.message.split('\n')[0] ?? '',
    );
  } finally {
    await page.close();
  }
}

test.each(['unlisted.localhost', 'pay.localhost', 'a.shop.localhost', '127.0.0.2'])(
  '%s is out of reach, directly and by a redirect',
  async (host) => {
    expect(await visit(open, at(host))).toBe('arrived');
    expect(await visit(open, at('127.0.0.1', at(host)))).toBe('arrived');
    expect(hits).toEqual([host, '127.0.0.1', host]);
    hits = [];
    expect(await visit(guarded, at(host))).toContain('ERR_NAME_NOT_RESOLVED');
    expect(await visit(guarded, at('127.0.0.1', at(host)))).toContain('ERR_NAME_NOT_RESOLVED');
    expect(hits).toEqual(['127.0.0.1']);
  },
);

test.each(['localhost', '127.0.0.1', 'shop.localhost', 'cards.pay.localhost'])('%s is reached', async (host) => {
  expect(await visit(guarded, at(host))).toBe('arrived');
  expect(hits).toEqual([host]);
});

test('a script in a page cannot fetch from, or load a picture of, an unlisted host', async () => {
  const program = `Promise.allSettled([fetch('${at('unlisted.localhost')}', { mode: 'no-cors' }), new Promise((done) => Object.assign(new Image(), { onload: done, onerror: done, src: '${at('127.0.0.2')}' }))])`;
  for (const [browser, expected] of [
    [open, 3],
    [guarded, 1],
  ] as const) {
    hits = [];
    const page = await browser.newPage();
    await page.goto(at('127.0.0.1'));
    await page.evaluate(program);
    await page.close();
    expect(hits).toHaveLength(expected);
  }
});
