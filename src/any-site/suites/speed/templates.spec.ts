import { crawlOnce, measured, templatesOf } from '../../../environment.js';
import { test } from '../../../test.js';
import { limits } from '../../crawl-limits.js';

/** What web.dev calls good, for the median of a few loads. */
const good = { ttfbMs: 800, lcpMs: 2500, cls: 0.1 };

test('a page of each template is fast', async ({ staging: { target, access }, userAgent, speed }, testInfo) => {
  test.setTimeout(300_000);
  const site = await measured(testInfo, () => crawlOnce(testInfo, { target, access, userAgent, ...limits }));
  const templates = await measured(testInfo, async () => templatesOf(site, 4));
  for (const { shape, url } of templates) {
    await test.step(`loads ${shape}`, async () => {
      await speed.expectWithin(url.slice(new URL(target).origin.length), good, { loads: 3 });
    });
  }
});
