import { Parser } from 'htmlparser2';
import { addressOf } from './scope.js';

/** Addresses that a sitemap, or an index of sitemaps, lists. */
export interface SitemapRead {
  isIndex: boolean;
  addresses: string[];
}

/** Reads a sitemap (sitemaps.org); undefined: it is none. */
export function readSitemap(text: string, url: string): SitemapRead | undefined {
  if (!text.trimStart().startsWith('<')) return undefined;
  let root: string | undefined;
  let location: string | undefined;
  const addresses: string[] = [];
  const parser = new Parser(
    {
      onopentag(name) {
        root ??= name;
        if (name === 'loc') location = '';
      },
      ontext(words) {
        if (location !== undefined) location += words;
      },
      onclosetag(name) {
        if (name !== 'loc' || location === undefined) return;
        const address = addressOf(location, url);
        if (address !== undefined) addresses.push(address);
        location = undefined;
      },
    },
    { xmlMode: true },
  );
  parser.end(text);
  if (root !== 'urlset' && root !== 'sitemapindex') return undefined;
  return { isIndex: root === 'sitemapindex', addresses };
}

/** The sitemaps that a robots.txt names. */
export function sitemapsIn(robots: string, url: string): string[] {
  return [...robots.matchAll(/^[ \t]*sitemap[ \t]*:[ \t]*(\S+)/gim)].flatMap(
    ([, written = '']) => addressOf(written, url) ?? [],
  );
}
