import { isLoopback } from '../../../records/hosts.js';
import { defineSiteCheck, type Flaw } from '../site-check.js';

const dayMs = 24 * 3600 * 1000;
/** A certificate that is renewed by itself has been by then. */
const leastDays = 14;
const advice = 'Renew or replace it; most proxies can do that by themselves (ACME).';

export default defineSiteCheck({
  promise: 'Nobody on the way can read or change what is sent',
  judge({ target, tls, crawledAt }) {
    const { protocol, host, hostname } = new URL(target);
    const flaw = (what: string, expected: string, actual: string, help = advice): Flaw => ({
      ...{ what, where: host, expected, actual, advice: help },
    });
    if (protocol === 'http:') {
      // What stays on this machine is on no way.
      if (isLoopback(hostname)) return [];
      return [flaw('Staging is reached without TLS', 'https', 'http', 'Let staging speak https, as production does.')];
    }
    if (tls === undefined) return [];
    const days = Math.floor((Date.parse(tls.validTo) - Date.parse(crawledAt)) / dayMs);
    const isOver = days < 0;
    const soon = `it runs out in ${days} ${days === 1 ? 'day' : 'days'}, on ${tls.validTo.slice(0, 10)}`;
    const protocols = 'Configure TLS 1.2 and 1.3 only.';
    return [
      ...(tls.distrust === undefined || isOver
        ? []
        : [flaw('The certificate is not trusted', 'a chain and a name that this machine trusts', tls.distrust)]),
      ...(isOver ? [flaw('The certificate has run out', 'a date in the future', tls.validTo.slice(0, 10))] : []),
      ...(!isOver && days < leastDays
        ? [flaw('The certificate runs out soon', `at least ${leastDays} days`, soon)]
        : []),
      ...(/^TLSv1\.[23]$/.test(tls.protocol)
        ? []
        : [flaw('An old protocol is agreed on', 'TLS 1.2 or 1.3', tls.protocol, protocols)]),
      ...(tls.takesOldProtocols
        ? [flaw('Old protocols are agreed to', 'TLS 1.2 or 1.3', 'TLS 1.0 or 1.1 as well', protocols)]
        : []),
    ];
  },
});
