import { lookup } from 'node:dns/promises';
import type { Site, Visit } from '../../records/site.js';
import { askerOf } from './asker.js';
import { crawl } from './crawl.js';
import { entrancesOf } from './entrances.js';
import { defaultLimits, type CrawlLimits } from './limits.js';
import { obstacleOf } from './obstacle.js';
import { isPrivateAddress } from './own-network.js';
import { paceOf } from './pace.js';
import { probeErrors, probeLeaks, probeOrigins } from './probes.js';
import { scopeOf } from './scope.js';
import { tlsOf } from './tls-facts.js';

/** Which site is crawled, and as whom. */
export interface CrawlOptions extends Partial<CrawlLimits> {
  /** The start; its origin is crawled. */
  target: string;
  /** HTTP basic; sent to the target's origin alone. */
  access?: { username: string; password: string } | undefined;
  userAgent: string | undefined;
  /** Further origins to crawl: `https://assets.staging.example`. */
  hosts?: readonly string[];
}

/**
 * Crawls a site and looks at what checks of a site need: every address once, again as a stranger, and some that nobody
 * links to. Only GETs, politely (429 and Retry-After are obeyed), within the limits; no redirect leaves the scope.
 *
 * @throws SetupError for a target or a host that is no address. A site that cannot be read is no error: its record
 *   says why, in `obstacle` and `unread`.
 */
export async function crawlSite(options: CrawlOptions): Promise<Site> {
  const limits: CrawlLimits = { ...defaultLimits, ...saidOf(options) };
  const scope = scopeOf(options.target, options.hosts ?? []);
  const { start } = scope;
  const crawledAt = new Date().toISOString();
  const pace = paceOf(limits);
  const asker = askerOf(
    { access: options.access, userAgent: options.userAgent ?? 'gonogo', target: start },
    limits,
    pace,
  );
  const hasAccess = options.access !== undefined;

  const tls = await tlsOf(start, limits.answerMs);
  const { seeds, robots, sitemaps } = await entrancesOf(start, asker);
  const crawled = await crawl(seeds, { scope, asker, pace, limits, doubts: hasAccess });
  const visits = inOrder(crawled.visits);
  const obstacle = obstacleOf(start, visits, hasAccess, pace.end());
  // Where nobody answers, there is nobody to ask further.
  const isThere = obstacle?.reasonCode !== 'staging-unreachable';
  const errors = isThere ? await probeErrors(start, asker) : [];
  const leaks = isThere ? await probeLeaks(start, visits, asker, errors[0]) : [];
  const foreignOrigins = isThere ? await probeOrigins(visits, asker) : [];
  const end = pace.end();
  const unread = end === undefined || crawled.unread.length > 0 ? crawled.unread : [`Not all was asked for: ${end}.`];
  return {
    ...{ target: start, crawledAt, hasAccess, isOwnNetwork: await isOwnNetwork(start), visits, errors, leaks },
    ...{ foreignOrigins, sitemaps, unread, leftOut: crawled.leftOut },
    ...(robots === undefined ? {} : { robots }),
    ...(tls === undefined ? {} : { tls }),
    ...(obstacle === undefined ? {} : { obstacle }),
  };
}

/** By address: the order in which answers came is chance. */
function inOrder(visits: readonly Visit[]): Visit[] {
  return visits.toSorted((a, b) => (a.url < b.url ? -1 : a.url > b.url ? 1 : 0));
}

function saidOf(options: Partial<CrawlLimits>): Partial<CrawlLimits> {
  const said = Object.keys(defaultLimits).map((name) => [name, options[name as keyof CrawlLimits]]);
  return Object.fromEntries(said.filter(([, value]) => value !== undefined)) as Partial<CrawlLimits>;
}

async function isOwnNetwork(target: string): Promise<boolean> {
  const host = new URL(target).hostname.replace(/^\[(.*)\]$/, '$1');
  const addresses = await lookup(host, { all: true }).catch(() => []);
  return addresses.length > 0 && addresses.every(({ address }) => isPrivateAddress(address));
}
