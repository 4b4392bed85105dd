import type { IdentityObservation, ReleaseIdentity, RequestedRelease } from '../records/release.js';
import type { Verdict } from '../records/verdict.js';

/** What was judged: what staging said it is. Where answers differ there is no one subject, and the field is null. */
export function subjectOf(
  name: string,
  requested: RequestedRelease,
  looks: readonly IdentityObservation[],
  declared: boolean,
): Verdict['subject'] {
  const identities = looks.flatMap(({ result }) => (result.kind === 'answered' ? [result.identity] : []));
  return {
    name,
    version: agreed(identities, 'version'),
    commit: agreed(identities, 'commit'),
    digest: agreed(identities, 'digest'),
    identity: identities.length === 0 ? 'none' : declared ? 'declared' : 'observed',
    requested: `${requested.release} (from ${requested.origin})`,
  };
}

function agreed(identities: readonly ReleaseIdentity[], field: 'version' | 'commit' | 'digest'): string | null {
  const [value, ...others] = new Set(identities.map((identity) => identity[field]));
  return value === undefined || others.length > 0 ? null : value;
}
