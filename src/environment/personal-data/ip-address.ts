import { isIPv4, isIPv6 } from 'node:net';
import { outcome, type Validator } from './validator.js';

/** Not of the open internet: RFC 6890's registry (private, loopback, link-local, documentation, benchmarks, multicast …). */
const reserved4 =
  /^(?:0|10|127|22[4-9]|23\d|24\d|25[0-5])\.|^100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|^169\.254\.|^172\.(?:1[6-9]|2\d|3[01])\.|^192\.(?:0\.[02]|168|88\.99)\.|^198\.(?:1[89]|51\.100)\.|^203\.0\.113\./;
const reserved6 = /^(?:::1?$|fe[89a-f]|f[cdf]|2001:0?db8:|64:ff9b:|100::|::ffff:)/i;
/** Resolvers that everybody asks. */
const wellKnown = new Set(['1.1.1.1', '1.0.0.1', '8.8.8.8', '8.8.4.4', '9.9.9.9']);

/** Addresses of the open internet: personal data by the Court of Justice of the EU, C-582/14 (Breyer). */
export const ipAddress: Validator = {
  kind: 'IP address',
  named: /\bip(?:v[46])?\b|\b(?:ip|remote|client|peer) ?addr(?:ess)?\b/,
  may: ({ digits, dots, colons }) => (dots >= 3 && digits >= 4) || colons >= 2,
  judge(value, named) {
    const bare = value.replace(/\/(?:32|128)$/, '');
    if (isIPv4(bare)) {
      if (reserved4.test(bare) || wellKnown.has(bare)) return outcome.test;
      // `4.12.0.7` is a version as well; of 43 addresses one has no number above 99.
      if (named || bare.split('.').some((part) => Number(part) > 99)) return outcome.weak;
      return outcome.near;
    }
    if (!isIPv6(bare)) return outcome.nothing;
    if (reserved6.test(bare)) return outcome.test;
    return bare.length >= 15 ? outcome.weak : outcome.near;
  },
  within: /\b(?<![.:-])(?:\d{1,3}(?:\.\d{1,3}){3}|(?:[0-9a-f]{1,4}:){3,7}[0-9a-f:]{1,16})(?![\w-]|[.:]\w)/gi,
  leastRate: 0.5,
  leastShare: 0.3,
  lifts: true,
};
