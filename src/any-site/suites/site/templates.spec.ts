import { crawlOnce, measured, templatesOf } from '../../../environment.js';
import { expect, test } from '../../../test.js';
import { limits } from '../../crawl-limits.js';

const tag = ['@accessible', '@clean-console'];

test(
  'a page of each template opens in a browser',
  { tag },
  async ({ staging: { target, access }, userAgent, page, accessibility }, testInfo) => {
    test.setTimeout(300_000);
    const site = await measured(testInfo, () => crawlOnce(testInfo, { target, access, userAgent, ...limits }));
    const templates = await measured(testInfo, async () => templatesOf(site));
    for (const { shape, url } of templates) {
      await test.step(`opens ${shape}`, async () => {
        const answer = await page.goto(url);
        expect(answer?.status(), url).toBe(200);
        await accessibility.scan(shape);
      });
    }
  },
);
