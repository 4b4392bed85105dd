import type { ReasonCode } from '../../records/check.js';
import type { Site, Visit } from '../../records/site.js';

/**
 * Why nothing of a site could be read; undefined: at least one page could.
 * @param end why the crawl had to end early
 */
export function obstacleOf(
  start: string,
  visits: readonly Visit[],
  hasAccess: boolean,
  end: string | undefined,
): Site['obstacle'] {
  const read = visits.filter(({ status, page }) => status === 200 && page !== undefined);
  if (read.some(({ page }) => page?.passwordFields === 0)) return undefined;
  if (read.length > 0)
    return because(
      'no-evidence',
      `Only a page that asks for a password could be read (${pathOf(read[0]?.url ?? start)}): what is behind it nobody has looked at. Let staging take the "access" of staging.config.ts (HTTP basic) in place of the form, or name an entrance that needs none.`,
    );
  const first = visits.find(({ url }) => url === start);
  if (first === undefined)
    return because('staging-unreachable', `${start} could not be asked for: ${end ?? 'the crawl ended before'}.`);
  if (first.status === undefined)
    return because('staging-unreachable', `${start} cannot be read: ${first.trouble ?? 'nobody answers'}.`);
  if (first.status === 401 || first.status === 403)
    return because(
      'no-evidence',
      hasAccess
        ? `${start} refuses the credentials of staging.config.ts (status ${first.status}): give it those that it takes.`
        : `${start} asks for credentials (status ${first.status}): give them as "access" in staging.config.ts.`,
    );
  if (first.leadsTo !== undefined && new URL(first.leadsTo).origin !== new URL(start).origin)
    return because(
      'no-evidence',
      `${start} leads to ${new URL(first.leadsTo).origin}, which is no host of this crawl. Begin there, list it in "hosts", or, where it is a login, let staging take "access" (HTTP basic).`,
    );
  return because('zero-samples', `No page could be read: ${start} answers with status ${first.status}.`);
}

function because(reasonCode: ReasonCode, message: string): Site['obstacle'] {
  return { reasonCode, message };
}

function pathOf(url: string): string {
  return new URL(url).pathname;
}
