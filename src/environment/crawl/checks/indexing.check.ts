import type { Site, Visit } from '../../../records/site.js';
import { defineSiteCheck, isAnswered, placeOf, type Flaw } from '../site-check.js';

const refuses = /\b(noindex|none)\b/i;

/** A robots.txt alone is not enough: what is linked to from elsewhere is listed all the same. */
export default defineSiteCheck({
  promise: 'No search engine may keep a page of it',
  judge: (site) => [
    ...site.visits
      .filter((visit) => isAnswered(visit) && visit.use !== 'load' && !saysNoindex(visit))
      .map((visit) => pageFlaw(site, visit)),
    ...robotsFlaws(site),
  ],
});

function saysNoindex({ headers, page }: Visit): boolean {
  return refuses.test(headers['x-robots-tag'] ?? '') || page?.robots.some((content) => refuses.test(content)) === true;
}

function pageFlaw(site: Site, { url }: Visit): Flaw {
  return {
    what: 'Search engines may keep what they find',
    where: placeOf(site, url),
    expected: 'noindex in X-Robots-Tag or in <meta name="robots">',
    actual: 'neither says it',
    advice: 'Send "X-Robots-Tag: noindex" with every answer of staging: in its proxy.',
  };
}

function robotsFlaws(site: Site): Flaw[] {
  const where = '/robots.txt';
  const advice = 'Let robots.txt of staging be "User-agent: *" and "Disallow: /".';
  const { robots } = site;
  if (robots === undefined) return [];
  const allows = robots.split('\n').filter((line) => /^\s*allow\s*:\s*\S/i.test(line));
  const keepsOut = /^\s*disallow\s*:\s*\/\s*(#.*)?$/im.test(robots);
  const invites = /^\s*sitemap\s*:/im.test(robots);
  return [
    ...(keepsOut && allows.length === 0
      ? []
      : [
          {
            what: 'Crawlers are let in',
            where,
            expected: 'Disallow: / for all',
            actual: 'some or all is allowed',
            advice,
          },
        ]),
    ...(invites
      ? [
          {
            what: 'Crawlers are shown the way',
            where,
            expected: 'no sitemap on staging',
            actual: 'it names a sitemap',
            advice,
          },
        ]
      : []),
  ];
}
