import { afterEach, describe, expect, it } from 'vitest';
import type { Site } from '../../records/site.js';
import { crawlSite, type CrawlOptions } from './crawl-site.js';
import { defects, type Defect } from './defects.test-data.js';
import { judgeSite } from './judge-site.js';
import { siteCheckNames } from './site-checks.js';
import { access, healthySite, startSite, type Handler, type TestSite } from './site-server.test-data.js';

const sites: TestSite[] = [];
afterEach(async () => {
  await Promise.all(sites.splice(0).map((site) => site.stop()));
});

async function started(handler: Handler): Promise<TestSite> {
  const site = await startSite(handler);
  sites.push(site);
  return site;
}

function crawling(url: string, further: Partial<CrawlOptions> = {}): Promise<Site> {
  return crawlSite({ target: url, access, userAgent: 'gonogo tests', ...further });
}

/** What every check says: its findings, or why it could not tell. */
async function saidOf(site: Site): Promise<Record<string, string[]>> {
  const said: Record<string, string[]> = {};
  for (const name of siteCheckNames()) {
    const findings = await judgeSite(name, site).then(
      (judgement) => judgement.findings.map(({ what, expected, actual }) => `${what}: ${expected}; ${actual}`),
      (error: unknown) => [String(error)],
    );
    if (findings.length > 0) said[name] = findings;
  }
  return said;
}

function spoilt(...found: Defect[]): Handler {
  return (asked) => {
    const answered = healthySite(asked);
    return answered === 'hang' ? answered : found.reduce((now, { spoil }) => spoil(now, asked), answered);
  };
}

describe('a crawl', () => {
  it('finds nothing on a site without a flaw, and has seen all of it', async () => {
    const { url } = await started(healthySite);
    const site = await crawling(url);
    expect(await saidOf(site)).toEqual({});
    const answered = site.visits.filter(({ status }) => status === 200).map((visit) => visit.url.slice(url.length));
    expect(answered).toEqual(
      expect.arrayContaining(['/', '/about', '/search', '/shelf/6', '/goods/30', '/assets/dot.png']),
    );
    expect(answered).toHaveLength(43);
    expect(site.leftOut).toEqual({ byLimits: 0, asRisky: 0 });
    const { promise } = await judgeSite('title', site);
    expect(promise).toBe('Every page has a title (39 pages and 21 other addresses were looked at).');
  });

  it.each(Object.entries(defects))('finds %s once, by its check alone', async (_, defect) => {
    const { url } = await started(spoilt(defect));
    const said = await saidOf(await crawling(url));
    expect(said).toEqual({ [defect.check]: [expect.stringContaining(defect.where)] });
  });

  it('finds every defect of a site that has them all, and nothing else', async () => {
    const all = Object.values(defects);
    const { url } = await started(spoilt(...all));
    const said = await saidOf(await crawling(url));
    const checks = [...new Set(all.map(({ check }) => check))];
    expect(Object.keys(said).toSorted()).toEqual(checks.toSorted());
    for (const check of checks) {
      const own = all.filter((defect) => defect.check === check);
      for (const { where } of own)
        expect(
          said[check]?.filter((words) => words.includes(where)),
          where,
        ).toHaveLength(1);
      expect(said[check]?.length, check).toBeLessThanOrEqual(own.length);
    }
  });

  it('tells one cause on all pages as one finding', async () => {
    const { url } = await started((asked) => {
      const answered = healthySite(asked);
      if (answered === 'hang') return answered;
      return { ...answered, body: answered.body?.toString().replace(' lang="en"', '') };
    });
    const { language } = await saidOf(await crawling(url));
    expect(language).toEqual([expect.stringMatching(/^Pages do not say .* and 36 more\): a language tag/)]);
  });

  it('gives credentials to the target alone, and follows no redirect to a host that is not listed', async () => {
    const other = await started(() => ({ headers: { 'content-type': 'text/html' }, body: '<title>Other</title>' }));
    const handler: Handler = (asked) => {
      if (asked.path === '/leaves') return { status: 302, headers: { location: `${other.url}/from-redirect` } };
      if (asked.path !== '/about') return healthySite(asked);
      const body = `<a href="/leaves">Leave</a><a href="${other.url}/from-link">Other</a>`;
      return { body, headers: { 'content-type': 'text/html; charset=utf-8' } };
    };
    const { url } = await started(handler);
    await crawling(url);
    expect(other.asked).toEqual([]);
    await crawling(url, { hosts: [other.url] });
    expect(other.asked.map(({ path }) => path).toSorted()).toEqual(
      expect.arrayContaining(['/from-link', '/from-redirect']),
    );
    expect(
      other.asked.filter(({ headers }) => headers.authorization !== undefined || headers.cookie !== undefined),
    ).toEqual([]);
  });

  it('asks for nothing that could end or remove something', async () => {
    const risky = [
      '/sign-out',
      '/account/logout',
      '/items/delete/7',
      '/items?action=remove',
      '/newsletter/unsubscribe',
    ];
    const site = await started((asked) => {
      const answered = healthySite(asked);
      if (asked.path !== '/about' || answered === 'hang') return answered;
      return { ...answered, body: risky.map((path) => `<a href="${path}">.</a>`).join('') };
    });
    expect((await crawling(site.url)).leftOut).toEqual({ byLimits: 0, asRisky: risky.length });
    expect(site.asked.filter(({ path }) => risky.includes(path))).toEqual([]);
  });

  it('keeps to its limits, and sees a page of each template all the same', async () => {
    const { url } = await started(healthySite);
    const site = await crawling(url, { pages: 12, assets: 1 });
    const linked = site.visits.filter(({ use }) => use === 'link');
    expect(linked).toHaveLength(12);
    expect(new Set(linked.map(({ shape }) => shape))).toEqual(new Set(['/', '/about', '/shelf/*', '/goods/*']));
    expect(site.leftOut.byLimits).toBeGreaterThan(0);
  });

  it('waits as long as staging asks it to, and asks again', async () => {
    let refusals = 0;
    const { url } = await started((asked) => {
      if (asked.path === '/goods/5' && refusals++ < 2) return { status: 429, headers: { 'retry-after': '0' } };
      return healthySite(asked);
    });
    expect(await saidOf(await crawling(url))).toEqual({});
    expect(refusals).toBeGreaterThan(2);
  });
});
