import { setTimeout as pause } from 'node:timers/promises';
import type { ReplicaProof } from '../../records/drill.js';
import type { IdentityObservation, ReleaseIdentity } from '../../records/release.js';

/** A replica that is still on its way is given time. */
const pauseMs = 100;

/**
 * So many looks in a row with one answer leave less than one chance in a thousand that a load balancer which chooses at
 * random has kept a replica from us: k (1 − 1/k)^n ≤ k e^(−n/k) ≤ 0.001 (the coupon collector's bound).
 */
export function looksFor(replicas: number): number {
  return replicas === 1 ? 3 : Math.ceil(replicas * Math.log(replicas * 1000));
}

/**
 * Looks at the identity endpoint, one look after the other, each on a connection of its own, until every replica has
 * proven that it is the release that is meant, or the time is up.
 * @param sinceMs when the change was called for, and `untilMs` when it is given up, of `performance.now()`.
 */
export async function proveReplicas(
  look: () => Promise<IdentityObservation>,
  {
    isMeant,
    replicas,
    sinceMs,
    untilMs,
  }: {
    isMeant: (identity: ReleaseIdentity) => boolean;
    replicas: number;
    sinceMs: number;
    untilMs: number;
  },
): Promise<ReplicaProof> {
  const needed = looksFor(replicas);
  const recent: IdentityObservation['result'][] = [];
  const proof: ReplicaProof = { looks: 0, replicas: [], others: [] };
  const isWell = (result: IdentityObservation['result']): boolean =>
    result.kind === 'answered' && isMeant(result.identity);
  do {
    const { result } = await look();
    proof.looks += 1;
    recent.push(result);
    if (recent.length > needed) recent.shift();
    if (isWell(result)) proof.firstAfterMs ??= performance.now() - sinceMs;
    proof.replicas = namesIn(recent.filter(isWell));
    proof.others = [...new Set(recent.filter((one) => !isWell(one)).map(inWords))];
    // Where replicas say their names, all of them must have been met.
    const areMet = proof.replicas.length === 0 || proof.replicas.length >= replicas;
    if (recent.length === needed && proof.others.length === 0 && areMet)
      return { ...proof, provenAfterMs: performance.now() - sinceMs };
    if (!isWell(result) || recent.length === needed) await pause(pauseMs);
  } while (performance.now() < untilMs);
  return proof;
}

function namesIn(results: readonly IdentityObservation['result'][]): string[] {
  const names = results.flatMap((result) =>
    result.kind === 'answered' && result.identity.replica !== undefined ? [result.identity.replica] : [],
  );
  return [...new Set(names)].toSorted();
}

function inWords(result: IdentityObservation['result']): string {
  if (result.kind !== 'answered') return result.message;
  const { version, commit, replica } = result.identity;
  return `${replica === undefined ? 'a replica' : `replica ${replica}`} is ${version} (${commit.slice(0, 12)})`;
}
