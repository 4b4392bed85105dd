import type { Site, Visit } from '../../../records/site.js';
import { defineSiteCheck, isAnswered, placeOf, type Flaw } from '../site-check.js';

/** A style sheet or a script that is missing is often answered with the page for everything, and status 200. */
export default defineSiteCheck({
  promise: 'Every style sheet, script, picture and font that pages load is there',
  judge: (site) => site.visits.filter(({ use }) => use === 'load').flatMap((visit) => flawOf(visit, site) ?? []),
});

function flawOf(visit: Visit, site: Site): Flaw | undefined {
  const { url, status, trouble, leadsTo, page, foundIn } = visit;
  const from = foundIn[0];
  const where = `${placeOf(site, url)}${from === undefined ? '' : `, ${from.element} of ${placeOf(site, from.url)}`}`;
  const told = (actual: string): Flaw => ({
    ...{ what: 'A page loads what is not there', expected: 'the file', actual, where },
    advice: 'Deploy the file, or mend the address that names it.',
  });
  if (status === undefined) return told(trouble ?? 'nobody answered');
  if (leadsTo !== undefined || status === 304) return undefined;
  if (!isAnswered(visit)) return told(`status ${status}`);
  return page === undefined ? undefined : told('a page of HTML');
}
