import type { Page } from '@playwright/test';
import { isAllowedHost, isLoopback } from '../../records/hosts.js';
import { SetupError } from '../../records/setup-error.js';
import { someOf, type Finding } from '../finding.js';
import { namedAddresses } from './named-addresses.js';
import { watchHosts, type HostWatch } from './watch-hosts.js';

export interface PagesToVisit {
  /** A page of a browser that has passed the login wall. */
  page: Page;
  site: string;
  /** Paths, in the order in which they are visited: `['/', '/cart']`. */
  paths: readonly string[];
  /** Host names, or `*.domain`, that pages may call; the site's own and loopback besides. */
  allowed: readonly string[];
  /** Host names of production: nothing may lead there. */
  production: readonly string[];
}

export interface PagesVisited {
  findings: Finding[];
  pages: number;
  /** Every host that was called. */
  hosts: string[];
}

/**
 * Visits pages in a browser and says which of them call a host that is not listed, and which name or redirect to
 * production: by a link, a form, a canonical address, a script.
 * @throws SetupError when production has no hosts, or a page cannot be visited.
 */
export async function visitPages(given: PagesToVisit): Promise<PagesVisited> {
  if (given.production.length === 0)
    throw new SetupError(
      'What leads to production cannot be told: name its hosts in production.hosts of staging.config.ts.',
      'configuration',
      'harness',
    );
  const watch = watchHosts(given.page);
  const leads: Lead[] = [];
  const isProduction = (url: string): boolean => isAllowedHost(new URL(url).hostname, given.production);
  try {
    for (const path of given.paths) {
      const html = await visit(path, given, watch);
      for (const { url, element } of namedAddresses(html, given.site))
        if (isProduction(url)) leads.push({ way: element, host: new URL(url).hostname, page: path });
    }
  } finally {
    watch.stop();
  }
  for (const { url, page } of watch.redirects)
    if (isProduction(url)) leads.push({ way: 'a redirect', host: new URL(url).hostname, page });
  const strange = watch.calls.filter(({ host }) => !mayBeCalled(host, given));
  return {
    findings: [
      ...grouped(strange.map(({ host, what, page }) => ({ way: what, host, page }))).map(strangerFinding),
      ...grouped(leads).map(leadFinding),
    ],
    pages: given.paths.length,
    hosts: [...new Set(watch.calls.map(({ host }) => host))].toSorted(),
  };
}

/** Who is kept out by a login wall, or sent away, has seen no page. */
const refusals = [401, 403, 429];

/** A way out of staging that a page has. */
interface Lead {
  way: string;
  host: string;
  page: string;
}

/** @returns the page as its scripts left it; nothing of one that led out of staging. */
async function visit(path: string, { page, site, ...given }: PagesToVisit, watch: HostWatch): Promise<string> {
  watch.begin(path);
  const before = watch.calls.length;
  try {
    const answer = await page.goto(new URL(path, site).href, { waitUntil: 'load' });
    if (answer !== null && answer.status() < 500 && !refusals.includes(answer.status())) return await page.content();
    throw unvisited(path, answer === null ? 'it gave no answer' : `it answered with status ${answer.status()}`);
  } catch (error) {
    if (error instanceof SetupError) throw error;
    // The browser is kept from hosts that the run does not list: that it wanted to go there is what is looked for.
    const calls = watch.calls.slice(before);
    if (calls.some(({ host, what }) => what === 'document' && !mayBeCalled(host, { site, ...given }))) return '';
    throw unvisited(path, (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? 'it failed');
  }
}

function mayBeCalled(host: string, { site, allowed }: Pick<PagesToVisit, 'site' | 'allowed'>): boolean {
  return isLoopback(host) || host === new URL(site).hostname || isAllowedHost(host, allowed);
}

/** The same way to the same host is one finding, however many pages have it. */
function grouped(leads: readonly Lead[]): { way: string; host: string; pages: string[] }[] {
  const groups = new Map<string, { way: string; host: string; pages: string[] }>();
  for (const { way, host, page } of leads) {
    const key = `${way}\n${host}`;
    const group = groups.get(key) ?? { way, host, pages: [] };
    groups.set(key, group);
    if (!group.pages.includes(page)) group.pages.push(page);
  }
  return [...groups.values()];
}

function strangerFinding({ way, host, pages }: { way: string; host: string; pages: string[] }): Finding {
  return {
    what: `${someOf(pages)} calls ${host}`,
    expected: 'calls of the site and of the hosts that are listed',
    actual: `a request of the kind "${way}" to ${host}`,
    advice:
      'Keep it out of the pages of staging, or list it in allowedHosts of staging.config.ts where pages may call it.',
  };
}

function leadFinding({ way, host, pages }: { way: string; host: string; pages: string[] }): Finding {
  return {
    what: `${someOf(pages)} leads to production`,
    expected: 'addresses of staging alone',
    actual: `${way} with an address of ${host}`,
    advice: "Make it from staging's own address: who follows it lands among customers.",
  };
}

function unvisited(path: string, why: string): SetupError {
  return new SetupError(`${path} cannot be visited: ${why}.`, 'staging-unreachable', 'environment');
}
