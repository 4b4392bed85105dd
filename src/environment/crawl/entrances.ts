import type { Site } from '../../records/site.js';
import type { Asker } from './asker.js';
import type { Seed } from './crawl.js';
import { readSitemap, sitemapsIn } from './sitemap.js';

/** Surfaces that most sites have and no page links to. */
const guesses = [
  ...[
    '/admin',
    '/api',
    '/health',
    '/healthz',
    '/livez',
    '/readyz',
    '/status',
    '/metrics',
    '/actuator',
    '/actuator/health',
  ],
  ...['/release.json', '/version', '/graphql', '/openapi.json', '/swagger.json', '/swagger-ui/', '/docs'],
];
const mostSitemaps = 5;

/** Where a crawl begins: at the target, at what robots.txt and sitemaps say, and where most sites have something. */
export async function entrancesOf(
  start: string,
  asker: Asker,
): Promise<Pick<Site, 'robots' | 'sitemaps'> & { seeds: Seed[] }> {
  const robotsUrl = new URL('/robots.txt', start).href;
  const robots = await asker.asVisitor(robotsUrl);
  const isThere = robots?.answer.status === 200 && robots.answer.page === undefined;
  const waiting = new Set([
    new URL('/sitemap.xml', start).href,
    ...(isThere ? sitemapsIn(robots.text, robotsUrl) : []),
  ]);
  const { origin } = new URL(start);
  const seeds: Seed[] = [{ url: start, use: 'link', depth: 0 }];
  const sitemaps: string[] = [];
  for (const url of waiting) {
    if (sitemaps.length >= mostSitemaps || new URL(url).origin !== origin) continue;
    const read = await asker.asVisitor(url);
    const found = read?.answer.status === 200 ? readSitemap(read.text, url) : undefined;
    if (found === undefined) continue;
    sitemaps.push(url);
    for (const address of found.addresses) {
      if (found.isIndex) waiting.add(address);
      else seeds.push({ url: address, use: 'link', depth: 1, foundIn: url });
    }
  }
  seeds.push(...guesses.map((path) => ({ url: new URL(path, start).href, use: 'guess' as const, depth: 0 })));
  return { seeds, sitemaps, ...(isThere ? { robots: robots.text } : {}) };
}
