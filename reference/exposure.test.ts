import { afterAll, beforeAll, expect, test } from 'vitest';
import { crawlSite } from '../src/environment/crawl/crawl-site.js';
import { judgeSite } from '../src/environment/crawl/judge-site.js';
import { siteCheckNames } from '../src/environment/crawl/site-checks.js';
import { faultsOf } from './faults.test-data.js';
import { startFront } from './front.test-data.js';
import { startReference } from './started.test-data.js';
import type { Fault } from './shop/fault.js';

let shop: Awaited<ReturnType<typeof startReference>>;

beforeAll(async () => {
  shop = await startReference();
}, 60_000);
afterAll(() => shop.stop());

const exposure = 'environment/exposure/';
/** Matters of https alone, of which a shop on loopback has nothing: tests/black-box/tls-staging.test.ts */
const ofHttps = ['mixed-content', 'tls'];
const faults = Object.entries(await faultsOf(exposure)).flatMap(([name, fault]) => {
  const check = fault.breaks.replace(exposure, '');
  return ofHttps.includes(check) ? [] : [{ name, fault, check }];
});

test('the healthy shop is passed by every check of a crawl', async () => {
  expect(await notPassed({ title: 'None', breaks: 'nothing' })).toEqual([]);
});

test.each(faults)('$name is found by $check, and by no other check', async ({ fault, check }) => {
  expect(await notPassed(fault)).toEqual([check]);
});

test('each check of a crawl is failed by one of them', () => {
  expect(faults.map(({ check }) => check).sort()).toEqual(siteCheckNames().filter((name) => !ofHttps.includes(name)));
});

/** The checks that a shop with this fault does not pass. */
async function notPassed(fault: Fault): Promise<string[]> {
  const { url, close } = await startFront(shop, fault);
  try {
    const site = await crawlSite({
      target: url,
      access: shop.record.access,
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
