import type { Site, Visit } from '../../../records/site.js';
import { defineSiteCheck, isAnswered, placeOf, type Flaw } from '../site-check.js';

/** What has to be read before anybody can have credentials. */
const open = /^\/(robots\.txt$|\.well-known\/)/;

/**
 * Where credentials are configured, every address refuses somebody without. Where none are, staging may be closed by
 * its network.
 */
export default defineSiteCheck({
  promise: 'Nobody without credentials, or from outside a network of its own, can read anything of it',
  judge(site) {
    if (!site.hasAccess && site.isOwnNetwork) return [];
    const read = site.visits.filter((visit) => isAnswered(visit) && !open.test(new URL(visit.url).pathname));
    return read.filter((visit) => !site.hasAccess || isOpen(visit, site)).map((visit) => flawOf(site, visit));
  },
});

function isOpen({ asStranger }: Visit, site: Site): boolean {
  if (asStranger === undefined) return false;
  if (asStranger.leadsTo !== undefined) {
    const { leadsTo } = asStranger;
    const further = site.visits.find(({ url }) => url === leadsTo)?.asStranger;
    return further !== undefined && isAnswered(further) && further.page?.passwordFields === 0;
  }
  // The login page itself is there for everybody.
  return isAnswered(asStranger) && (asStranger.page === undefined || asStranger.page.passwordFields === 0);
}

function flawOf(site: Site, { url, use }: Visit): Flaw {
  const what =
    use === 'load'
      ? 'Files are shown to everybody'
      : use === 'guess'
        ? 'What nobody links to is shown to everybody'
        : 'Pages are shown to everybody';
  return {
    ...{
      what,
      where: placeOf(site, url),
      expected: 'status 401 or 403 without credentials',
      actual: 'the answer itself',
    },
    advice: site.hasAccess
      ? 'Let the wall ask for credentials there, too.'
      : 'Put staging behind credentials, or into a network of its own, and give them as "access" in staging.config.ts.',
  };
}
