import { crawlOnce, findingsInWords, judgeSite, measured, siteCheckNames } from 'gonogo/environment';
import { expect, test } from 'gonogo/test';

const annotation = [
  { type: 'owner', description: 'platform' },
  { type: 'impact', description: 'What strangers, search engines or other sites find on staging is out.' },
];
// Of a large site templates come first: a sample holds a page of each.
const sample = process.env['GONOGO_PROFILE'] === 'smoke' ? { pages: 30, assets: 20 } : { pages: 200, assets: 100 };

// A check for each matter that a crawl can judge: environment/exposure/<matter>. One crawl serves all.
for (const name of siteCheckNames()) {
  test(name, { annotation }, async ({ staging, userAgent }, testInfo) => {
    const { target, access } = staging;
    const site = await measured(testInfo, () =>
      crawlOnce(testInfo, { target, access, userAgent, timeMs: 45_000, ...sample }),
    );
    const { findings, promise } = await measured(testInfo, () => judgeSite(name, site));
    expect(findings, findingsInWords(testInfo, promise, findings)).toEqual([]);
  });
}
