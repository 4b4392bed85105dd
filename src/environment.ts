export type { Drill } from './environment/drill/drill.js';
export type { Order, Orders } from './environment/drill/traffic.js';
export { siteCheckNames } from './environment/crawl/site-checks.js';
export { dataCheckNames } from './environment/likeness/data-checks.js';
export { findingsInWords } from './environment/finding.js';
export { measured } from './environment/measured.js';
export { mirrorInWords } from './environment/parity/mirror-in-words.js';
export type { PersonalDataScan } from './environment/personal-data/scan.js';
export type { PersonalDataOptions, SyntheticTable } from './environment/personal-data/scan-options.js';
export { readParity } from './plan/parity.js';

// What reads a database, a manifest or a phone number is loaded by the test that does: suites are listed before each run.
function lazily<Given extends unknown[], Found>(
  load: () => Promise<(...given: Given) => Found | Promise<Found>>,
): (...given: Given) => Promise<Found> {
  return async (...given) => (await load())(...given);
}

/** `compareWithProduction(name, parity, comparing)`: see there. */
export const compareWithProduction = lazily(
  async () => (await import('./environment/parity/compare-with-production.js')).compareWithProduction,
);

/** `judgeData(name, parity, comparing)`: see there. */
export const judgeData = lazily(async () => (await import('./environment/likeness/judge-data.js')).judgeData);

/** `scanPersonalData(options)`: see there. */
export const scanPersonalData = lazily(
  async () => (await import('./environment/personal-data/scan.js')).scanPersonalData,
);

/** `scanShownTexts([{ kind: 'pages', where: '/account', text }], options)`: see there. */
export const scanShownTexts = lazily(
  async () => (await import('./environment/personal-data/shown-texts.js')).scanShownTexts,
);

/** `auditAccess({ site, owner, other, nobody, addresses, markers })`: see there. */
export const auditAccess = lazily(
  async () => (await import('./environment/access-control/audit-access.js')).auditAccess,
);

/** `walkAs(visitor, site, ['/account'])`: see there. */
export const walkAs = lazily(async () => (await import('./environment/access-control/visits.js')).walkAs);

/** `recordVisits(context, site)`: see there. */
export const recordVisits = lazily(async () => (await import('./environment/access-control/visits.js')).recordVisits);

/** `openDrill(staging, testInfo)`: see there. */
export const openDrill = lazily(async () => (await import('./drill.js')).openDrill);

/** `crawlOnce(testInfo, { target, access, userAgent })`: see there. */
export const crawlOnce = lazily(async () => (await import('./environment/crawl/crawl-once.js')).crawlOnce);

/** `templatesOf(site)`: see there. */
export const templatesOf = lazily(async () => (await import('./environment/crawl/templates.js')).templatesOf);

/** `judgeSite(name, site)`: see there. */
export const judgeSite = lazily(async () => (await import('./environment/crawl/judge-site.js')).judgeSite);

/** `runWindow(process.env, now)`: see there. */
export const runWindow = lazily(async () => (await import('./environment/server-errors/run-window.js')).runWindow);

/** `projectHosts(projectDir, staging)`: see there. */
export const projectHosts = lazily(async () => (await import('./plan/project-hosts.js')).projectHosts);

/** `liveKeys(texts, own)`: see there. */
export const liveKeys = lazily(async () => (await import('./environment/closed-in/third-party-keys.js')).liveKeys);

/** `watchBackgroundWork(jobs)`: see there. */
export const watchBackgroundWork = lazily(
  async () => (await import('./environment/background-work/watch-background-work.js')).watchBackgroundWork,
);

/** `serverErrors({ sources, window, known })`: see there. */
export const serverErrors = lazily(async () => {
  const { commandOutput } = await import('./tools/command-output.js');
  const { serverErrors: read } = await import('./environment/server-errors/server-errors.js');
  return (asked: Parameters<typeof read>[0]) => read(asked, commandOutput);
});

/** `visitPages({ page, site, paths, allowed, production })`: see there. */
export const visitPages = lazily(async () => (await import('./environment/closed-in/visit-pages.js')).visitPages);
