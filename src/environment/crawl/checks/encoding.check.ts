import type { Visit } from '../../../records/site.js';
import { defineSiteCheck, isAnswered, placeOf } from '../site-check.js';

/** A page that does not say how it is encoded is guessed at; one that says it wrongly shows signs in place of letters. */
export default defineSiteCheck({
  promise: 'Every page says how it is encoded, and is',
  judge: (site) =>
    site.visits.filter(isAnswered).flatMap((visit) => {
      const where = placeOf(site, visit.url);
      const advice = 'Send "Content-Type: text/html; charset=utf-8", and encode the page so.';
      const declared = charsetOf(visit);
      if (visit.page !== undefined && declared === undefined)
        return {
          what: 'Pages do not say how they are encoded',
          where,
          expected: 'charset=utf-8',
          actual: 'nothing',
          advice,
        };
      if (visit.isReadable !== false) return [];
      return {
        what: 'Answers are not encoded as they say',
        where,
        expected: declared ?? 'utf-8',
        actual: 'bytes that mean nothing in it',
        advice,
      };
    }),
});

function charsetOf({ headers, page }: Visit): string | undefined {
  return /charset=\s*["']?([^\s"';]+)/i.exec(headers['content-type'] ?? '')?.[1] ?? page?.charset;
}
