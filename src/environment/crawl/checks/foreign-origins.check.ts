import { defineSiteCheck, placeOf } from '../site-check.js';

/** Cross-origin resource sharing that gives back whatever origin it is asked by is none at all. */
export default defineSiteCheck({
  promise: 'Pages of other sites cannot read what somebody with credentials sees',
  judge: (site) =>
    site.foreignOrigins
      .filter(({ isAllowed }) => isAllowed)
      .map(({ url }) => ({
        what: 'Any other site may read an answer with its visitor’s credentials',
        where: placeOf(site, url),
        expected: 'Access-Control-Allow-Origin for listed origins only',
        actual: 'an origin that was made up is allowed, with credentials',
        advice: 'Compare Origin with a list in place of sending it back.',
      })),
  unmeasured: ({ foreignOrigins }) =>
    foreignOrigins.length > 0
      ? undefined
      : 'Nothing was asked for as a page of another site would: no address answered.',
});
