import type * as OfDrill from './drill.js';
import type * as Access from './environment/access-control/audit-access.js';
import type * as Visits from './environment/access-control/visits.js';
import type * as Background from './environment/background-work/watch-background-work.js';
import type * as Keys from './environment/closed-in/third-party-keys.js';
import type * as Pages from './environment/closed-in/visit-pages.js';
import type * as Crawl from './environment/crawl/crawl-once.js';
import type * as Templates from './environment/crawl/templates.js';
import type * as JudgeSite from './environment/crawl/judge-site.js';
import type * as Window from './environment/server-errors/run-window.js';
import type * as Errors from './environment/server-errors/server-errors.js';
import type * as Parity from './environment/parity/compare-with-production.js';
import type * as PersonalData from './environment/personal-data/scan.js';
import type * as Hosts from './plan/project-hosts.js';

export type { Drill } from './environment/drill/drill.js';
export type { Order, Orders } from './environment/drill/traffic.js';
export { siteCheckNames } from './environment/crawl/site-checks.js';
export { findingsInWords } from './environment/finding.js';
export { measured } from './environment/measured.js';
export { mirrorInWords } from './environment/parity/mirror-in-words.js';
export type { PersonalDataScan } from './environment/personal-data/scan.js';
export type { PersonalDataOptions, SyntheticTable } from './environment/personal-data/scan-options.js';
export { readParity } from './plan/parity.js';

// What reads a database, a manifest or a phone number is loaded by the test that does: suites are listed before each run.

/** `compareWithProduction(name, parity, comparing)`: see there. */
export const compareWithProduction: typeof Parity.compareWithProduction = async (...given) =>
  (await import('./environment/parity/compare-with-production.js')).compareWithProduction(...given);

/** `scanPersonalData(options)`: see there. */
export const scanPersonalData: typeof PersonalData.scanPersonalData = async (...given) =>
  (await import('./environment/personal-data/scan.js')).scanPersonalData(...given);

/** `auditAccess({ site, owner, other, nobody, addresses, markers })`: see there. */
export const auditAccess: typeof Access.auditAccess = async (...given) =>
  (await import('./environment/access-control/audit-access.js')).auditAccess(...given);

/** `walkAs(visitor, site, ['/account'])`: see there. */
export const walkAs: typeof Visits.walkAs = async (...given) =>
  (await import('./environment/access-control/visits.js')).walkAs(...given);

/** `recordVisits(context, site)`: see there. */
export const recordVisits = async (
  ...given: Parameters<typeof Visits.recordVisits>
): Promise<ReturnType<typeof Visits.recordVisits>> =>
  (await import('./environment/access-control/visits.js')).recordVisits(...given);

/** `openDrill(staging, testInfo)`: see there. */
export const openDrill = async (
  ...given: Parameters<typeof OfDrill.openDrill>
): Promise<ReturnType<typeof OfDrill.openDrill>> => (await import('./drill.js')).openDrill(...given);

/** `crawlOnce(testInfo, { target, access, userAgent })`: see there. */
export const crawlOnce: typeof Crawl.crawlOnce = async (...given) =>
  (await import('./environment/crawl/crawl-once.js')).crawlOnce(...given);

/** `templatesOf(site)`: see there. */
export const templatesOf = async (
  ...given: Parameters<typeof Templates.templatesOf>
): Promise<ReturnType<typeof Templates.templatesOf>> =>
  (await import('./environment/crawl/templates.js')).templatesOf(...given);

/** `judgeSite(name, site)`: see there. */
export const judgeSite: typeof JudgeSite.judgeSite = async (...given) =>
  (await import('./environment/crawl/judge-site.js')).judgeSite(...given);

/** `runWindow(process.env, now)`: see there. */
export const runWindow = async (...given: Parameters<typeof Window.runWindow>): Promise<Window.RunWindow> =>
  (await import('./environment/server-errors/run-window.js')).runWindow(...given);

/** `serverErrors({ sources, window, known })`: see there. */
export const serverErrors = async (asked: Errors.ServerErrorsAsked): Promise<Errors.ServerErrors> => {
  const { commandOutput } = await import('./tools/command-output.js');
  return (await import('./environment/server-errors/server-errors.js')).serverErrors(asked, commandOutput);
};

/** `projectHosts(projectDir, staging)`: see there. */
export const projectHosts = async (...given: Parameters<typeof Hosts.projectHosts>): Promise<Hosts.ProjectHosts> =>
  (await import('./plan/project-hosts.js')).projectHosts(...given);

/** `visitPages({ page, site, paths, allowed, production })`: see there. */
export const visitPages = async (given: Pages.PagesToVisit): Promise<Pages.PagesVisited> => {
  const { isAllowedHost, isLoopback } = await import('./tools/egress/hosts.js');
  return (await import('./environment/closed-in/visit-pages.js')).visitPages(given, {
    isListed: isAllowedHost,
    isLoopback,
  });
};

/** `liveKeys(texts, own)`: see there. */
export const liveKeys = async (...given: Parameters<typeof Keys.liveKeys>): Promise<ReturnType<typeof Keys.liveKeys>> =>
  (await import('./environment/closed-in/third-party-keys.js')).liveKeys(...given);

/** `watchBackgroundWork(jobs)`: see there. */
export const watchBackgroundWork: typeof Background.watchBackgroundWork = async (...given) =>
  (await import('./environment/background-work/watch-background-work.js')).watchBackgroundWork(...given);
