import { afterEach, describe, expect, it } from 'vitest';
import { SetupError } from '../../records/setup-error.js';
import { crawlSite, type CrawlOptions } from './crawl-site.js';
import { judgeSite } from './judge-site.js';
import { siteCheckNames } from './site-checks.js';
import {
  access,
  healthySite,
  page,
  startSite,
  type Answered,
  type Asked,
  type Handler,
  type TestSite,
} from './site-server.test-data.js';

const sites: TestSite[] = [];
afterEach(async () => {
  await Promise.all(sites.splice(0).map((site) => site.stop()));
});

/** Crawls a site that answers like this; `said`: by check what it found, or why it could not tell; undefined: passed. */
async function outcomes(handler: Handler, further: Partial<CrawlOptions> = {}) {
  const running = await startSite(handler);
  sites.push(running);
  const site = await crawlSite({ target: running.url, access, userAgent: 'gonogo tests', ...further });
  const outcome = async (name: string): Promise<string> => {
    try {
      const { findings } = await judgeSite(name, site);
      return findings.length === 0
        ? 'passed'
        : `failed: ${findings.map(({ what, actual }) => `${what}: ${actual}`).join('; ')}`;
    } catch (error) {
      if (!(error instanceof SetupError)) throw error;
      return `${error.reasonCode}: ${error.message}`;
    }
  };
  const said = new Map(await Promise.all(siteCheckNames().map(async (name) => [name, await outcome(name)] as const)));
  return { said, all: [...new Set(said.values())], site };
}

const html = { 'content-type': 'text/html; charset=utf-8' };

describe('a site that cannot be read is not passed by any check', () => {
  it('behind credentials that nobody gave', async () => {
    const { all } = await outcomes(healthySite, { access: undefined });
    expect(all).toEqual([
      expect.stringMatching(/^no-evidence: .* asks for credentials \(status 401\): give them as "access"/),
    ]);
  });

  it('behind other credentials', async () => {
    const { all } = await outcomes(healthySite, { access: { username: 'staging', password: 'wrong' } });
    expect(all).toEqual([expect.stringMatching(/^no-evidence: .* refuses the credentials of staging.config.ts/)]);
  });

  it('behind a form that asks for a password', async () => {
    const { all } = await outcomes(
      ({ path }) =>
        path === '/login'
          ? page('Sign in', '<form method="post"><input type="password" name="p"></form>')
          : { status: 302, headers: { location: '/login' } },
      { access: undefined },
    );
    expect(all).toEqual([
      expect.stringMatching(/^no-evidence: Only a page that asks for a password could be read \(\/login\)/),
    ]);
  });

  it('behind a login at another host', async () => {
    const { all } = await outcomes(() => ({ status: 302, headers: { location: 'https://login.example/authorize' } }));
    expect(all).toEqual([
      expect.stringMatching(/^no-evidence: .* leads to https:\/\/login\.example, which is no host of this crawl/),
    ]);
  });

  it('that does not answer', async () => {
    const { all } = await outcomes(() => 'hang', { answerMs: 300, timeMs: 2000 });
    expect(all.toSorted()).toEqual([
      expect.stringMatching(
        /^failed: A link leads to an address that does not answer \(\/\): no whole answer within 300 ms/,
      ),
      expect.stringMatching(/^staging-unreachable: /),
    ]);
  });

  it('that nobody serves', async () => {
    const gone = await startSite(() => ({}));
    await gone.stop();
    const site = await crawlSite({ target: gone.url, access, userAgent: 'gonogo tests' });
    expect(site.obstacle).toMatchObject({
      reasonCode: 'staging-unreachable',
      message: expect.stringContaining('ECONNREFUSED'),
    });
  });

  it('that leads in a circle from the start', async () => {
    const { said } = await outcomes(({ path }) => ({
      status: 302,
      headers: { location: path === '/' ? '/home' : '/' },
    }));
    expect(said.get('links')).toMatch(
      /^failed: A link leads in a circle \(\/, named in \/home\): redirects \/ → \/home → \//,
    );
    expect(said.get('title')).toMatch(/^zero-samples: No page could be read: .* answers with status 302/);
    expect([...said.values()]).not.toContain('passed');
  });

  it('that leads on and on', async () => {
    const { said, site } = await outcomes(({ path }) => ({
      status: 302,
      headers: { location: `/${Number(path.slice(1)) + 1}` },
    }));
    expect([...said.values()]).not.toContain('passed');
    expect(site.visits.filter(({ use }) => use === 'link').length).toBeLessThan(30);
  });

  it('that asks to be left in peace for an hour', async () => {
    const { all } = await outcomes(() => ({ status: 429, headers: { 'retry-after': '3600' } }));
    expect(all).toEqual([
      expect.stringMatching(
        /^staging-unreachable: .* staging asked to wait \(429, Retry-After\) for longer than the 30 s/,
      ),
    ]);
  });

  it('that answers everything with an error', async () => {
    const { said } = await outcomes(() => ({ status: 503, headers: html, body: '<title>Maintenance</title>' }));
    expect(said.get('links')).toMatch(/^failed: Pages like \/ end in an error of the server \(\/\): status 503/);
    expect([...said.values()]).not.toContain('passed');
  });
});

describe('a site that cannot be read whole', () => {
  it('is not covered when a page does not end, and is judged by the rest', async () => {
    const { said } = await outcomes(
      (asked) => {
        const answered = healthySite(asked);
        if (asked.path !== '/goods/7' || answered === 'hang') return answered;
        return { ...answered, body: `${answered.body?.toString()}${' '.repeat(100_000)}` };
      },
      { bytes: 50_000 },
    );
    expect(said.get('coverage')).toBe(
      'too-few-samples: /goods/7 has over 50000 bytes, or nests too deeply to be read to its end.',
    );
    expect([...said.values()].filter((words) => words !== 'passed')).toHaveLength(1);
  });

  it('is not covered when it takes too long', async () => {
    let held = 0;
    const { said } = await outcomes(
      (asked) => (asked.path.startsWith('/goods/') && held++ > 10 ? 'hang' : healthySite(asked)),
      { timeMs: 6000, answerMs: 60_000 },
    );
    expect(said.get('coverage')).toMatch(
      /^too-few-samples: \d+ known addresses were not asked for: the time limit of 6 s was over\.$/,
    );
  });

  it('tells a page that hangs, once', async () => {
    const { said } = await outcomes((asked) => (asked.path === '/goods/7' ? 'hang' : healthySite(asked)), {
      answerMs: 3000,
    });
    expect(said.get('links')).toMatch(
      /^failed: A link leads to an address that does not answer \(\/goods\/7, named in \/shelf\/1\): no whole answer within 3000 ms$/,
    );
    expect([...said.values()].filter((words) => words !== 'passed')).toHaveLength(1);
  });

  it.each([
    ['page', ({ path }: Asked): Answered => page(`Shop ${path}`, '<p>\nDB_PASSWORD=one for all</p>')],
    [
      'text',
      (): Answered => ({ headers: { 'content-type': 'text/plain', 'x-robots-tag': 'noindex' }, body: 'STATE=up\n' }),
    ],
  ])('that answers everything with one %s serves no secret file', async (_, instead) => {
    const { said } = await outcomes((asked) => {
      const answered = healthySite(asked);
      return answered !== 'hang' && answered.status === 404 ? instead(asked) : answered;
    });
    expect(said.get('served-files')).toBe('passed');
  });

  it('that first looks whether cookies are kept is read', async () => {
    const { said } = await outcomes((asked) => {
      const isKnown = asked.headers.cookie?.includes('kept=1') === true || asked.headers.authorization === undefined;
      if (isKnown) return healthySite(asked);
      return { status: 302, headers: { location: asked.path, 'set-cookie': 'kept=1; SameSite=Lax' } };
    });
    expect([...said].filter(([, words]) => words !== 'passed')).toEqual([]);
  });
});
