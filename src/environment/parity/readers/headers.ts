import type { Fact } from '../../../records/snapshot.js';
import type { Read } from '../reader.js';
import { answerOf, asUnreadable, isAddress, placeName, unreadable } from '../text-source.js';

/** Headers that say how browsers, caches and crawlers treat the answer, or what the server is. */
const telling = [
  ...['access-control-allow-credentials', 'access-control-allow-headers', 'access-control-allow-methods'],
  ...['access-control-allow-origin', 'cache-control', 'content-encoding', 'content-security-policy'],
  ...['content-security-policy-report-only', 'content-type', 'cross-origin-embedder-policy'],
  ...['cross-origin-opener-policy', 'cross-origin-resource-policy', 'origin-agent-cluster', 'permissions-policy'],
  ...['referrer-policy', 'server', 'strict-transport-security', 'vary', 'www-authenticate', 'x-content-type-options'],
  ...['x-frame-options', 'x-permitted-cross-domain-policies', 'x-powered-by', 'x-robots-tag', 'x-xss-protection'],
];

/** Status, telling headers and the attributes of cookies that an address answers a GET with; never a cookie's value. */
export const readHeaders: Read = async (source, place) => {
  const name = placeName(source);
  if (!isAddress(source))
    throw unreadable('configuration', `${name} is no address: headers are read from http(s)://….`);
  try {
    const answer = await answerOf(source, place);
    await answer.body?.cancel();
    if (answer.status >= 400)
      throw unreadable(
        'no-evidence',
        `${name} answers with status ${answer.status}: its headers are those of a refusal.`,
      );
    return [
      { kind: 'header', subject: 'status', value: answer.status },
      ...telling.flatMap((header): Fact[] => {
        const value = answer.headers.get(header);
        return value === null ? [] : [{ kind: 'header', subject: header, value: withoutChance(value) }];
      }),
      ...answer.headers.getSetCookie().map((line) => cookieFact(line)),
    ];
  } catch (error) {
    throw asUnreadable(error, name, place.limitMs);
  }
};

/** A nonce is new in every answer. */
function withoutChance(value: string): string {
  return value.replace(/'nonce-[^']*'/g, "'nonce-…'");
}

function cookieFact(line: string): Fact {
  const [pair = '', ...attributes] = line.split(';');
  const [name = ''] = pair.split('=', 1);
  const kept = attributes
    .map((attribute) => attribute.trim())
    // A moment is another one in every answer; that there is one is not.
    .map((attribute) => attribute.replace(/^(expires)=.*$/i, '$1'));
  return { kind: 'cookie', subject: name.trim() === '' ? '(no name)' : name.trim(), value: kept.toSorted().join('; ') };
}
