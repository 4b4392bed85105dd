import type { DrillRecord, ReplicaProof } from '../../records/drill.js';
import type { Rollback } from '../../records/rollback.js';
import { seconds, type Judged } from './judged.js';

/** Did a release come, and is every replica it? @param release in words: `2.0.0 (4f2c1e)`. */
export function judgeDeploy(record: DrillRecord, release: string, { replicas, limits }: Rollback): Judged {
  const { hookMs, flaw, proof } = record;
  const findings =
    flaw !== undefined
      ? [`rollback.${record.step} of staging.config.ts did not end well: ${flaw}.`]
      : strangersIn(proof, release, limits.agreeWithinS);
  return {
    expected: `${countOf(replicas)} of ${release}`,
    actual: `${tookOf(hookMs, flaw)}; ${answers(proof)}`,
    findings,
    evidence: record,
  };
}

/** Was the previous release there again in time? Whether every replica followed is a check of its own. */
export function judgeRollback(record: DrillRecord, release: string, { limits }: Rollback): Judged {
  const { hookMs, flaw, proof } = record;
  const tookMs = proof?.provenAfterMs ?? proof?.firstAfterMs;
  const findings =
    flaw !== undefined
      ? [`rollback.rollback of staging.config.ts did not end well: ${flaw}.`]
      : tookMs === undefined
        ? [`${release} never answered, within ${limits.agreeWithinS} s of the rollback's end: ${answers(proof)}.`]
        : tookMs > limits.rollbackS * 1000
          ? [
              `${release} was there after ${seconds(tookMs)}: over the limit of ${limits.rollbackS} s (rollback.limits.rollbackS).`,
            ]
          : [];
  return {
    expected: `${release} within ${limits.rollbackS} s`,
    actual: `${tookOf(hookMs, flaw)}; ${tookMs === undefined ? 'it never answered' : `it was there after ${seconds(tookMs)}`}`,
    findings,
    evidence: record,
  };
}

/** Did every replica follow? */
export function judgeReplicas(record: DrillRecord, release: string, { replicas, limits }: Rollback): Judged {
  return {
    expected: `${countOf(replicas)} of ${release}`,
    actual: answers(record.proof),
    findings: strangersIn(record.proof, release, limits.agreeWithinS),
    evidence: record.proof,
  };
}

function strangersIn(proof: ReplicaProof | undefined, release: string, withinS: number): string[] {
  if (proof?.provenAfterMs !== undefined) return [];
  return [`Not every replica was ${release} ${withinS} s after the hook's end: ${answers(proof)}.`];
}

function answers(proof: ReplicaProof | undefined): string {
  if (proof === undefined) return 'nobody asked who answers';
  const { looks, replicas, others } = proof;
  const right = replicas.length === 0 ? [] : [`as meant: replica ${replicas.join(', ')}`];
  return `in ${looks} looks ${[...others, ...right].join('; ') || 'it alone answered'}`;
}

function tookOf(hookMs: number, flaw: string | undefined): string {
  return flaw === undefined ? `done in ${seconds(hookMs)}` : `not done: ${flaw}`;
}

function countOf(replicas: number): string {
  return replicas === 1 ? 'one replica' : `${replicas} replicas, each`;
}
