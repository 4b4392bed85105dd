import { defineSiteCheck, placeOf } from '../site-check.js';

/** By what is in them: a page that a site answers everything with is no file. */
export default defineSiteCheck({
  promise: 'No sources, secrets, backups or lists of folders are served',
  judge: (site) => [
    ...site.leaks.map(({ url, what }) => ({
      what: `Staging serves ${what}`,
      where: placeOf(site, url),
      expected: 'status 404',
      actual: 'it can be downloaded',
      advice: 'Keep it out of what is deployed, and let the server refuse it. What was in it is no secret any more.',
    })),
    ...site.visits.flatMap(({ url, secrets }) =>
      secrets.map((kind) => ({
        what: `An answer holds ${kind}`,
        where: placeOf(site, url),
        expected: 'no secret in what browsers get',
        actual: 'anybody who may read it has it',
        advice: 'Take it out, and replace it: it is no secret any more.',
      })),
    ),
  ],
});
