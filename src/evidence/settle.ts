import { checkId, type ReasonCode } from '../records/check.js';
import type { EvidenceRecord } from '../records/evidence.js';
import type { Problem } from '../records/problem.js';
import type { Seal } from '../records/seal.js';
import type { ReadLine } from './lines.js';

/** Of each check whose record is that of an earlier run, that run. */
export type Kept = Readonly<Record<string, string>>;

export interface Settled {
  records: Map<string, { record: EvidenceRecord; sha256: string }>;
  problems: Problem[];
}

/** A line that claims to speak of a check; `flaw`: why it can't be believed. */
interface Claim {
  sha256?: string;
  record?: EvidenceRecord;
  flaw?: { reasonCode: ReasonCode; message: string };
}

/**
 * Finds the one record of each check. Where there is a seal it says which one that is, so that a line which was
 * damaged, doubled or slipped in afterwards never speaks for the check: if the sealed record is still there it counts, and
 * the extra line is a problem of the run; if it is not, it was removed.
 */
export function settleRecords(
  lines: readonly ReadLine<EvidenceRecord>[],
  expected: { runId: string; kept?: Kept | undefined },
  seal: Seal | undefined,
): Settled {
  const settled: Settled = { records: new Map(), problems: [] };
  const claims = new Map<string, Claim[]>();
  for (const line of lines) {
    const check = checkOf(line);
    const claim = claimOf(line, check === undefined ? undefined : expected.kept?.[check], expected.runId);
    if (check === undefined) note(settled, 'run', claim.flaw);
    else claims.set(check, [...(claims.get(check) ?? []), claim]);
  }
  if (seal === undefined) for (const [check, of] of claims) settleUnsealed(settled, check, of);
  else settleSealed(settled, claims, seal.checks);
  return settled;
}

function settleUnsealed(settled: Settled, check: string, claims: readonly Claim[]): void {
  const flaw = claims.find((claim) => claim.flaw !== undefined)?.flaw;
  const [only, ...others] = claims;
  if (flaw !== undefined) note(settled, check, flaw);
  else if (others.length > 0)
    note(settled, check, { reasonCode: 'duplicate-evidence', message: `${claims.length} records of one check` });
  else if (only?.record !== undefined && only.sha256 !== undefined) {
    settled.records.set(check, { record: only.record, sha256: only.sha256 });
  }
}

function settleSealed(
  settled: Settled,
  claims: ReadonlyMap<string, Claim[]>,
  sealed: Readonly<Record<string, string>>,
): void {
  for (const [check, sha256] of Object.entries(sealed)) {
    const record = claims.get(check)?.find((claim) => claim.sha256 === sha256)?.record;
    if (record !== undefined) settled.records.set(check, { record, sha256 });
    else {
      const instead = claims.get(check)?.find((claim) => claim.flaw !== undefined)?.flaw?.message;
      const message = `Its record was removed after it was sealed${instead === undefined ? '.' : ` (${instead}).`}`;
      note(settled, check, { reasonCode: 'evidence-removed', message });
    }
  }
  for (const [check, of] of claims) {
    const own = of.findIndex((claim) => claim.sha256 !== undefined && claim.sha256 === sealed[check]);
    for (const extra of of.filter((_, index) => index !== own)) {
      const reasonCode = extra.flaw?.reasonCode ?? 'duplicate-evidence';
      note(settled, 'run', {
        reasonCode,
        message: extra.flaw?.message ?? `A record of ${check} was added after the evidence was sealed.`,
      });
    }
  }
}

function claimOf(line: ReadLine<EvidenceRecord>, earlier: string | undefined, runId: string): Claim {
  if (line.kind === 'flawed') return { flaw: { reasonCode: line.reasonCode, message: line.message } };
  if (line.record.runId !== (earlier === undefined ? runId : earlier))
    return { flaw: { reasonCode: 'wrong-run', message: `a record of run ${line.record.runId}` } };
  return { record: line.record, sha256: line.sha256 };
}

function checkOf(line: ReadLine<EvidenceRecord>): string | undefined {
  const { record } = line;
  if (typeof record !== 'object' || record === null || !('check' in record)) return undefined;
  const id = checkId.safeParse(record.check);
  return id.success ? id.data : undefined;
}

function note(settled: Settled, check: string, flaw: Claim['flaw']): void {
  if (flaw !== undefined) settled.problems.push({ check, ...flaw });
}
