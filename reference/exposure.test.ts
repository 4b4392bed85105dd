import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { crawlSite } from '../src/environment/crawl/crawl-site.js';
import { judgeSite } from '../src/environment/crawl/judge-site.js';
import { siteCheckNames } from '../src/environment/crawl/site-checks.js';
import { faultsOf } from './faults.test-data.js';
import type { Fault } from './shop/fault.js';

const main = fileURLToPath(new URL('./dist/start.js', import.meta.url));
let shop: { target: string; access: { username: string; password: string } };
let stop: () => Promise<unknown>;

beforeAll(async () => {
  if (!existsSync(main)) throw new Error(`${main} is missing: compile the reference first (npx tsc -p reference)`);
  // With a run's id it leaves `.gonogo/staging.json` alone, which is a person's.
  const env = { ...process.env, GONOGO_RUN_ID: 'exposure-test' };
  const child = spawn(process.execPath, [main], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const gone = once(child, 'exit');
  stop = () => {
    child.kill('SIGINT');
    return gone;
  };
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  shop = JSON.parse(line) as typeof shop;
}, 60_000);
afterAll(() => stop());

const exposure = 'environment/exposure/';
const faults = await faultsOf(exposure);

test('the healthy shop is passed by every check of a crawl', async () => {
  expect(await notPassed({ title: 'None', breaks: 'nothing' })).toEqual([]);
});

test.each(Object.entries(faults))('%s is found by the check that is for it, and by no other', async (_name, fault) => {
  expect(await notPassed(fault)).toEqual([fault.breaks.replace(exposure, '')]);
});

test('each check of a crawl that a shop without TLS can fail is failed by one of them', () => {
  const failed = Object.values(faults).map(({ breaks }) => breaks.replace(exposure, ''));
  // With TLS: tests/black-box/any-site.test.ts
  expect(failed.sort()).toEqual(siteCheckNames().filter((name) => !['mixed-content', 'tls'].includes(name)));
});

/** The checks that a shop with this fault does not pass. */
async function notPassed(fault: Fault): Promise<string[]> {
  const { url, close } = await broken(fault);
  try {
    const site = await crawlSite({
      target: url,
      access: shop.access,
      userAgent: 'gonogo tests',
      pages: 40,
      assets: 20,
    });
    const outcomes = siteCheckNames().map(async (name) => {
      const isPassed = await judgeSite(name, site).then(
        ({ findings }) => findings.length === 0,
        () => false,
      );
      return isPassed ? [] : [name];
    });
    return (await Promise.all(outcomes)).flat();
  } finally {
    await close();
  }
}

/** One shop for all faults: what they do to an answer, and to the wall, is done here. */
async function broken(fault: Fault): Promise<{ url: string; close: () => Promise<unknown> }> {
  const server = createServer((incoming, outgoing) => void pass(fault, incoming, outgoing));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.closeAllConnections();
      return new Promise((done) => server.close(done));
    },
  };
}

async function pass(fault: Fault, { url = '/', headers }: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const key = `Basic ${Buffer.from(`${shop.access.username}:${shop.access.password}`).toString('base64')}`;
  const authorization = fault.open?.(url) === true ? key : headers.authorization;
  const { cookie, origin } = headers;
  const asked = new Headers({
    ...(authorization === undefined ? {} : { authorization }),
    ...(cookie === undefined ? {} : { cookie }),
    ...(origin === undefined ? {} : { origin }),
  });
  const answer = await fetch(shop.target + url, { headers: asked, redirect: 'manual' });
  const isThrough = answer.status !== 401;
  // A redirect's body cannot be read again: what faults change is no redirect.
  const { pathname } = new URL(url, shop.target);
  const given = new Response(answer.status === 304 ? null : await answer.arrayBuffer(), answer);
  const spoilt =
    isThrough && fault.answer ? await fault.answer(pathname, given, { error: () => undefined }, asked) : given;
  const kept = [...spoilt.headers].filter(
    ([name]) => !/^(set-cookie|content-(length|encoding)|transfer-encoding|connection|keep-alive)$/.test(name),
  );
  outgoing.writeHead(spoilt.status, { ...Object.fromEntries(kept), 'set-cookie': spoilt.headers.getSetCookie() });
  outgoing.end(Buffer.from(await spoilt.arrayBuffer()));
}
