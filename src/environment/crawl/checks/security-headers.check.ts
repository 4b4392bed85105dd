import type { Site, Visit } from '../../../records/site.js';
import { defineSiteCheck, pagesOf, placeOf, type Flaw } from '../site-check.js';

interface Header {
  /** How a report names what is missing. */
  name: string;
  isNeeded(visit: Visit): boolean;
  isThere(headers: Visit['headers']): boolean;
  value: string;
}

const policy = 'content-security-policy';
const frames = 'protection against frames of other sites';
/** What no page can do without. */
const always: readonly Header[] = [
  {
    name: 'X-Content-Type-Options',
    isNeeded: () => true,
    isThere: (headers) => headers['x-content-type-options']?.trim().toLowerCase() === 'nosniff',
    value: 'nosniff',
  },
  {
    name: frames,
    isNeeded: () => true,
    isThere: (headers) => /frame-ancestors/i.test(headers[policy] ?? '') || headers['x-frame-options'] !== undefined,
    value: "Content-Security-Policy: frame-ancestors 'self'",
  },
  {
    name: 'Strict-Transport-Security',
    isNeeded: ({ url }) => url.startsWith('https:'),
    isThere: (headers) => Number(/max-age\s*=\s*"?(\d+)/i.exec(headers['strict-transport-security'] ?? '')?.[1]) > 0,
    value: 'max-age=31536000',
  },
];
/** What a site that has it on most of its pages means to have on all. */
const consistent = [
  ...[policy, 'referrer-policy', 'permissions-policy'],
  ...['cross-origin-opener-policy', 'cross-origin-embedder-policy', 'cross-origin-resource-policy'],
];

export default defineSiteCheck({
  promise: 'Every page has the headers that make browsers protect it',
  judge(site) {
    const pages = pagesOf(site);
    const exceptions = consistent.flatMap((name) => {
      const lacking = pages.filter(({ headers }) => headers[name] === undefined);
      // Half of a site is no exception from the other half.
      return lacking.length * 2 >= pages.length ? [] : lacking.map((visit) => ({ name, visit }));
    });
    // Without its policy a page lacks what the policy says of frames: one cause, told once.
    const unframed = new Set(exceptions.filter(({ name }) => name === policy).map(({ visit }) => visit.url));
    return [
      ...always.flatMap(({ name, isNeeded, isThere, value }) =>
        pages
          .filter((visit) => isNeeded(visit) && !isThere(visit.headers))
          .filter(({ url }) => name !== frames || !unframed.has(url))
          .map((visit) => flawOf(site, visit, name, value, 'it is missing')),
      ),
      ...exceptions.map(({ name, visit }) =>
        flawOf(site, visit, name, 'as on the other pages', 'it is missing here alone'),
      ),
    ];
  },
});

function flawOf(site: Site, { url }: Visit, name: string, expected: string, actual: string): Flaw {
  const advice = `Send it with every answer: in the proxy rather than page by page.`;
  return { what: `Pages lack ${name}`, where: placeOf(site, url), expected, actual, advice };
}
