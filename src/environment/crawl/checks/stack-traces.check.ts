import { defineSiteCheck, placeOf } from '../site-check.js';

/** Pages, and what is answered to an address that is not there or malformed. */
export default defineSiteCheck({
  promise: 'No answer shows how the software is built',
  judge: (site) =>
    [...site.visits, ...site.errors].flatMap(({ url, traces }) =>
      traces.map((kind) => ({
        what: `An answer shows ${kind}`,
        where: placeOf(site, url),
        expected: 'an error page in words for the visitor',
        actual: 'file names and code are shown',
        advice: 'Turn debug pages off, as in production, and send the trace to the log.',
      })),
    ),
});
