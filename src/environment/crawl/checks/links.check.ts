import type { Site, Visit } from '../../../records/site.js';
import { defineSiteCheck, placeOf, type Flaw } from '../site-check.js';

// What a visitor would take for slow.
const mostRedirects = 10;
/** Asks for credentials or rights: a page may lead there. */
const closed = [401, 403, 407];

/** A crawl without an account cannot know what is behind a login, so what refuses it is not broken. */
export default defineSiteCheck({
  promise: 'Every link leads to a page',
  judge(site) {
    const byUrl = new Map(site.visits.map((visit) => [visit.url, visit]));
    return site.visits
      .filter(({ use }) => use === 'link' || use === 'frame')
      .flatMap((visit) => flawOf(visit, byUrl, site) ?? []);
  },
});

function flawOf(visit: Visit, byUrl: ReadonlyMap<string, Visit>, site: Site): Flaw | undefined {
  const { url, status, trouble, shape, foundIn } = visit;
  const from = foundIn[0];
  const where = `${placeOf(site, url)}${from === undefined ? '' : `, named in ${placeOf(site, from.url)}`}`;
  const expected = 'an answer that a visitor can read';
  const told = (what: string, actual: string, advice: string): Flaw => ({ what, expected, actual, advice, where });
  // What is wrong with the certificate is told by the check of TLS.
  if (status === undefined && site.tls?.distrust !== undefined) return undefined;
  if (status === undefined)
    return told(
      'A link leads to an address that does not answer',
      trouble ?? 'nobody answered',
      'See why it hangs or breaks off: the server’s log knows.',
    );
  // Answers of one template with one status have one cause.
  if (status >= 400 && !closed.includes(status))
    return told(
      status >= 500 ? `Pages like ${shape} end in an error of the server` : 'A link leads to a page that is not there',
      `status ${status}`,
      status >= 500 ? 'See the server’s log for the error.' : 'Mend the link, or bring the page back.',
    );
  const way = wayFrom(visit, byUrl);
  const shown = way.map((one) => placeOf(site, one)).join(' → ');
  const [first] = way.toSorted();
  // Each circle is told once: where the first of its addresses by name is visited.
  if (way.length > 1 && way.at(-1) === url && first === url)
    return told('A link leads in a circle', `redirects ${shown}`, 'Let one of the redirects end at a page.');
  if (way.length <= mostRedirects || from?.element === 'redirect') return undefined;
  return told(
    'A link leads on and on',
    `${way.length - 1} redirects, one after the other`,
    'Let the link name where they end.',
  );
}

/** The addresses that redirects lead through from a visit on; the first again at the end, where they lead back to it. */
function wayFrom(visit: Visit, byUrl: ReadonlyMap<string, Visit>): string[] {
  const way: string[] = [];
  for (let next: Visit | undefined = visit; next !== undefined && !way.includes(next.url);) {
    way.push(next.url);
    if (next.leadsTo === visit.url) return [...way, visit.url];
    next = next.leadsTo === undefined ? undefined : byUrl.get(next.leadsTo);
  }
  return way;
}
