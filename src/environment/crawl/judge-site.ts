import type { Site } from '../../records/site.js';
import { SetupError } from '../../records/setup-error.js';
import { someOf, type Finding } from '../finding.js';
import { pagesOf, type Flaw } from './site-check.js';
import { siteCheckCalled } from './site-checks.js';

/** What one check of a site came to. */
export interface SiteJudgement {
  /** One for each cause. */
  findings: Finding[];
  /** What holds where nothing was found, and of how much of the site. */
  promise: string;
}

/**
 * Judges a site by the check of this name.
 * @throws SetupError where nothing was found and not enough was seen to say so: that is no pass.
 */
export async function judgeSite(name: string, site: Site): Promise<SiteJudgement> {
  const check = await siteCheckCalled(name);
  const findings = byCause(check.judge(site));
  if (findings.length === 0) {
    if (site.obstacle !== undefined)
      throw new SetupError(site.obstacle.message, site.obstacle.reasonCode, 'environment');
    const why = check.unmeasured?.(site);
    if (why !== undefined) throw new SetupError(why, 'too-few-samples', 'environment');
  }
  return { findings, promise: `${check.promise} (${extentOf(site)}).` };
}

/** Flaws of one cause are one finding, with its first places and their number. */
export function byCause(flaws: readonly Flaw[]): Finding[] {
  const causes = new Map<string, { flaw: Flaw; places: Set<string> }>();
  for (const flaw of flaws) {
    const key = JSON.stringify([flaw.what, flaw.expected, flaw.actual, flaw.advice]);
    const cause = causes.get(key) ?? { flaw, places: new Set() };
    causes.set(key, cause);
    cause.places.add(flaw.where);
  }
  return [...causes.values()].map(({ flaw: { what, expected, actual, advice }, places }) => ({
    what: `${what} (${someOf([...places])})`,
    ...{ expected, actual, advice },
  }));
}

function extentOf(site: Site): string {
  const { visits, leftOut } = site;
  const pages = pagesOf(site).length;
  const left = leftOut.byLimits === 0 ? '' : `; ${leftOut.byLimits} more are beyond the limits of the crawl`;
  const risky = leftOut.asRisky === 0 ? '' : `; ${leftOut.asRisky} could change something and were not asked for`;
  return `${counted(pages, 'page')} and ${counted(visits.length - pages, 'other address')} were looked at${left}${risky}`;
}

function counted(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : noun.endsWith('s') ? 'es' : 's'}`;
}
