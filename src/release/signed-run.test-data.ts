import { appendFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { digestOf } from '../evidence/digest.js';
import { openEvidence } from '../evidence/store.js';
import { goodRecord } from '../policy/good-record.js';
import type { EvidenceRecord } from '../records/evidence.js';
import type { Plan, PlannedCheck } from '../records/plan.js';
import { policy as policySchema, type Policy } from '../records/policy.js';
import type { IdentityObservation } from '../records/release.js';
import type { Quarantined, Waiver } from '../records/waiver.js';
import { judgeRun } from '../run-folder/judge.js';
import { approvalOf } from './approvals.js';
import { bundleFiles, bundleIn } from './bundle.js';
import { signed } from './dsse.js';
import type { SigningKey } from './keys.js';
import { emptyLedger, ledgerLine, readLedger } from './ledger.js';
import { judgedTheSame, sign } from './sign.js';
import { verdictStatement } from './statement.js';

/** Removed by who uses it. */
export const place = mkdtempSync(path.join(tmpdir(), 'gonogo-release-'));

export const at = '2026-11-20T12:00:00.000Z';
/** When the guard asks. */
export const now = '2026-11-20T12:30:00.000Z';
export const artifact = 'a'.repeat(64);
export const commit = 'c'.repeat(40);
export const policy = policySchema.parse({ version: 1 });

const row = { title: 'a', stage: 'journeys', tier: 'blocking' as const, thirdParties: [] };
const checks: PlannedCheck[] = [
  { ...row, id: 'environment/release-identity', stage: 'environment', source: { kind: 'identity' } },
  { ...row, id: 'journeys/a', source: { kind: 'test', file: 'a.spec.ts', line: 1, project: 'journeys', title: 'a' } },
  { ...row, id: 'journeys/b', source: { kind: 'test', file: 'b.spec.ts', line: 1, project: 'journeys', title: 'b' } },
];

export interface RunDraft {
  /** The moment of all that happens in it. */
  at?: string;
  plan?: Partial<Plan>;
  policy?: Policy;
  declared?: boolean;
  waivers?: Waiver[];
  quarantine?: Quarantined[];
  /** `journeys/b` fails. */
  failing?: boolean;
  /** What staging says of itself. */
  identity?: { version: string; commit: string; digest?: string };
}

/** The folder of a finished run, judged. */
export function finishedRun(runId: string, draft: RunDraft = {}): string {
  const dir = path.join(place, runId);
  const rules = draft.policy ?? policy;
  const moment = draft.at ?? at;
  const { waivers = [], quarantine = [] } = draft;
  const plan: Plan = {
    ...{ schemaVersion: 1, runId, createdAt: moment, gonogo: '0.1.0', profile: 'standard', partial: false },
    ...{ gatherings: [], notChecked: [], checks, requested: { release: commit, origin: 'CI' } },
    ...{ target: { name: 'staging', url: 'https://staging.example/' }, tools: {} },
    digests: {
      ...{ config: 'c'.repeat(64), policy: digestOf(rules) },
      ...{ waivers: digestOf(waivers), quarantine: digestOf(quarantine) },
    },
    ...draft.plan,
  };
  const writer = openEvidence(dir, runId);
  writeFileSync(path.join(dir, 'evidence/raw.jsonl'), 'what Playwright said\n');
  const raw = [writer.keep('evidence/raw.jsonl')];
  const identity = draft.identity ?? { version: '2.4.0', commit, digest: `sha256:${artifact}` };
  const looks = (['before', 'during', 'after'] as const).map((phase): IdentityObservation => ({
    at: moment,
    phase,
    result: { kind: 'answered', identity },
  }));
  const { requested, profile } = plan;
  const context = { runId, requested, profile, policy: rules, now: moment, health: [], problems: new Map() };
  writer.record(
    plan.checks.map((check): EvidenceRecord => {
      const { measured, ...record } = { ...goodRecord(check, context), raw };
      if (measured.kind === 'identity') return { ...record, measured: { ...measured, observations: looks } };
      if (measured.kind !== 'test' || check.id !== 'journeys/b' || draft.failing !== true)
        return { ...record, measured };
      const attempts = measured.attempts.map((attempt) => ({ ...attempt, status: 'failed' as const }));
      return { ...record, measured: { ...measured, attempts } };
    }),
  );
  writer.observe(...looks.map((look) => ({ kind: 'identity' as const, identity: look })));
  const identityDeclared = draft.declared === true;
  const facts = { name: 'shop', startedAt: moment, finishedAt: moment, durationMs: 1, identityDeclared };
  writer.seal(digestOf(plan), facts);
  writeFileSync(path.join(dir, 'plan.json'), JSON.stringify(plan, null, 2));
  writeFileSync(path.join(dir, 'policy.json'), JSON.stringify(rules, null, 2));
  writeFileSync(path.join(dir, 'waivers.json'), JSON.stringify(waivers, null, 2));
  writeFileSync(path.join(dir, 'quarantine.json'), JSON.stringify(quarantine, null, 2));
  writeFileSync(path.join(dir, 'verdict.json'), `${JSON.stringify(judgeRun(dir, moment).verdict, null, 2)}\n`);
  return dir;
}

/** Signs a run as `gonogo sign` does, and extends the ledger. */
export function signInto(dir: string, key: SigningKey, ledgerFile?: string): void {
  const ledger =
    ledgerFile !== undefined && existsSync(ledgerFile) ? readLedger(readFileSync(ledgerFile)) : emptyLedger;
  if ('flaw' in ledger) throw new Error(ledger.flaw);
  const { files, entry } = sign(bundleIn(dir, judgeRun), key, ledgerFile === undefined ? undefined : ledger);
  for (const [file, text] of files) {
    mkdirSync(path.dirname(path.join(dir, file)), { recursive: true });
    writeFileSync(path.join(dir, file), text);
  }
  if (ledgerFile !== undefined && entry !== undefined) appendFileSync(ledgerFile, ledgerLine(entry));
}

/** Approves a run as `gonogo approve` does, from the moment it was judged. */
export function approveIn(dir: string, key: SigningKey, expires = '2026-11-21T12:00:00.000Z', runDir = dir): void {
  const approved = verdictStatement(judgedTheSame(bundleIn(runDir, judgeRun)), {}, null);
  if (approved === undefined) throw new Error('nothing to approve');
  mkdirSync(path.join(dir, bundleFiles.approvals), { recursive: true });
  const text = signed(approvalOf(approved, { approvedAt: at, expires }), key);
  writeFileSync(path.join(dir, bundleFiles.approvals, `${key.id}.dsse.json`), text);
}
