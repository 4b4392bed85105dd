import { crawlOnce, findingsInWords, judgeSite, measured, siteCheckNames } from '../../../environment.js';
import { expect, test } from '../../../test.js';
import { limits } from '../../crawl-limits.js';

// A check for each matter that a crawl can judge: site/crawl/<matter>. One crawl serves all.
for (const name of siteCheckNames()) {
  test(name, async ({ staging: { target, access }, userAgent }, testInfo) => {
    test.setTimeout(200_000);
    const site = await measured(testInfo, () => crawlOnce(testInfo, { target, access, userAgent, ...limits }));
    const { findings, promise } = await measured(testInfo, () => judgeSite(name, site));
    expect(findings, findingsInWords(testInfo, promise, findings)).toEqual([]);
  });
}
