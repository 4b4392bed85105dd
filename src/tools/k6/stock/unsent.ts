import type { LoadEvidence } from '../../../records/load-evidence.js';
import type { Point } from './stream.js';

// As load/xk6/unsent.go, which says why; codes: https://grafana.com/docs/k6/latest/javascript-api/error-codes/
const maxPlaces = 5;
const longestPlace = 80;
const keptBackCodes = ['1110', '1111'];
const otherCode = '1000';

/** What k6 tells of one request, together and in this order. */
const samplesOfRequest = [
  'http_reqs',
  'http_req_duration',
  'http_req_blocked',
  'http_req_connecting',
  'http_req_tls_handshaking',
  'http_req_sending',
  'http_req_waiting',
  'http_req_receiving',
  'http_req_failed',
];

/**
 * Keeps requests that never left, because of the script alone, out of every figure: to a host that is not allowed, or to
 * none. One that an answer may have sent there (each redirect accounts for one) is the target's doing, and stays.
 */
export function keepUnsentApart() {
  let requests = 0;
  let redirects = 0;
  const places = new Set<string>();
  let skipped: { tags: string; timeMs: number; after: number } | undefined;

  return {
    /** Is this sample one of such a request? */
    takes({ metric, tags, timeMs }: Point): boolean {
      const at = samplesOfRequest.indexOf(metric);
      if (at === -1) return false;
      if (at > 0) {
        const isOfSkipped =
          skipped !== undefined &&
          at > skipped.after &&
          timeMs === skipped.timeMs &&
          JSON.stringify(tags) === skipped.tags;
        if (isOfSkipped && skipped !== undefined) skipped.after = at;
        return isOfSkipped;
      }
      skipped = undefined;
      if (tags['status']?.startsWith('3') === true) redirects += 1;
      else if (isUnsent(tags) && redirects > 0) redirects -= 1;
      else if (isUnsent(tags)) {
        requests += 1;
        skipped = { tags: JSON.stringify(tags), timeMs, after: at };
        return true;
      }
      return false;
    },

    /** Where k6's log says that one was to go; an address that it cannot read leaves no sample at all. */
    note({ place, leavesNoSample }: { place: string; leavesNoSample: boolean }): void {
      if (places.size < maxPlaces) places.add(place.slice(0, longestPlace));
      if (leavesNoSample) requests += 1;
    },

    describe: (): LoadEvidence['unsent'] => ({ requests, to: requests > 0 ? [...places].toSorted() : [] }),
  };
}

function isUnsent({ error_code: code, error = '' }: Point['tags']): boolean {
  if (code !== otherCode) return code !== undefined && keptBackCodes.includes(code);
  return error.startsWith('unsupported protocol scheme') || error === 'http: no Host in request URL';
}
