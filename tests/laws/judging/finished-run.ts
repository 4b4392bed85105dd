import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { judgeRun } from '../../../src/run-folder/judge.js';
import { comparedWith, quiet } from '../../../src/policy/compared.test-data.js';
import { goodRecord } from '../../../src/policy/good-record.js';
import { parseLimit } from '../../../src/records/limit-expression.js';
import type { EvidenceRecord } from '../../../src/records/evidence.js';
import type { Plan, PlannedCheck } from '../../../src/records/plan.js';
import { policy as policySchema } from '../../../src/records/policy.js';
import type { Exceptions } from '../../../src/records/waiver.js';
import { UsageError } from '../../../src/records/usage-error.js';
import type { Verdict } from '../../../src/records/verdict.js';
import { digestOf } from '../../../src/evidence/digest.js';
import { openEvidence } from '../../../src/evidence/store.js';

export const place = mkdtempSync(path.join(tmpdir(), 'gonogo-tampering-'));

export const at = '2026-11-20T12:00:00.000Z';
const policy = policySchema.parse({ version: 1, comparisons: [{ check: 'load/rush/pay', marginPercent: 10 }] });
const row = { title: 'a', stage: 'journeys', tier: 'blocking' as const, thirdParties: ['payments'] };
const checks: PlannedCheck[] = [
  { ...row, id: 'environment/release-identity', stage: 'environment', source: { kind: 'identity' } },
  { ...row, id: 'journeys/a', source: { kind: 'test', file: 'a.spec.ts', line: 1, project: 'journeys', title: 'a' } },
  { ...row, id: 'journeys/b', source: { kind: 'test', file: 'b.spec.ts', line: 1, project: 'journeys', title: 'b' } },
  {
    ...row,
    id: 'load/rush/pay',
    stage: 'load',
    source: { kind: 'limit', file: 'load/rush.k6.ts', tool: 'k6', limit: parseLimit('http_req_failed', 'rate<0.1') },
  },
  { ...row, id: 'load/rush/pay@not-slower', stage: 'load', source: comparedWith(quiet) },
  {
    ...row,
    id: 'load/rush/capacity',
    stage: 'load',
    source: {
      ...{ kind: 'capacity', file: 'load/rush.k6.ts', tool: 'k6', atLeast: 2, most: 16, peakRate: 25 },
      limits: [{ check: 'load/rush/pay', limit: parseLimit('http_req_failed', 'rate<0.1') }],
    },
  },
  {
    ...row,
    id: 'journeys/a@under-load',
    stage: 'load',
    source: {
      ...{ kind: 'under-load', walks: 'journeys/a', file: 'load/rush.k6.ts', tool: 'k6' },
      test: { file: 'a.spec.ts', line: 1, project: 'journeys', title: 'a' },
      ...{ margin: { relative: 0.5, absolute: 0 }, among: 1 },
    },
  },
  {
    ...row,
    id: 'load/rush/memory@steady',
    stage: 'load',
    source: {
      ...{ kind: 'steady', file: 'load/rush.k6.ts', tool: 'k6' },
      ...{ metric: 'process_resident_memory_bytes', atMostPercentPerHour: 10 },
    },
  },
];

export const files = [
  'plan.json',
  'policy.json',
  'waivers.json',
  'quarantine.json',
  'evidence/checks.jsonl',
  'evidence/observations.jsonl',
  'evidence/seal.json',
  'evidence/raw.jsonl',
] as const;
export type Files = Readonly<Partial<Record<(typeof files)[number], string>>>;

/** The files of a finished run, whose records are `worsened`. */
function run(
  runId: string,
  worsened: (record: EvidenceRecord) => EvidenceRecord | undefined = (record) => record,
  exceptions: Exceptions = { waivers: [], quarantine: [] },
): Files {
  const runDir = path.join(place, runId);
  const plan: Plan = {
    ...{
      schemaVersion: 1,
      runId,
      createdAt: at,
      gonogo: '0.1.0',
      profile: 'smoke',
      partial: false,
      gatherings: [],
      notChecked: [],
      checks,
    },
    requested: { release: '2.4.0', origin: '--release' },
    target: { name: 'shop', url: 'http://127.0.0.1:1/' },
    digests: {
      ...{ config: 'c', policy: digestOf(policy) },
      ...{ waivers: digestOf(exceptions.waivers), quarantine: digestOf(exceptions.quarantine) },
    },
    tools: {},
  };
  const writer = openEvidence(runDir, runId);
  writeFileSync(path.join(runDir, 'evidence/raw.jsonl'), 'what Playwright said\n');
  const raw = [writer.keep('evidence/raw.jsonl')];
  const { requested, profile } = plan;
  const context = { runId, requested, profile, policy, now: at, health: [], problems: new Map() };
  writer.record(checks.flatMap((check) => worsened({ ...goodRecord(check, context), raw }) ?? []));
  for (const up of [true, false])
    writer.observe({ kind: 'health', health: { at, thirdParty: up ? 'payments' : 'mail', up, detail: '' } });
  writer.seal(digestOf(plan), { name: 'shop', startedAt: at, finishedAt: at, durationMs: 1, identityDeclared: false });
  writeFileSync(path.join(runDir, 'plan.json'), JSON.stringify(plan, null, 2));
  writeFileSync(path.join(runDir, 'policy.json'), JSON.stringify(policy, null, 2));
  writeFileSync(path.join(runDir, 'waivers.json'), JSON.stringify(exceptions.waivers, null, 2));
  writeFileSync(path.join(runDir, 'quarantine.json'), JSON.stringify(exceptions.quarantine, null, 2));
  return Object.fromEntries(files.map((file) => [file, readFileSync(path.join(runDir, file), 'utf8')]));
}

/** Fails the first attempt of `journeys/b`; with `retried` it then passes. */
function failing(retried: boolean) {
  return (record: EvidenceRecord): EvidenceRecord => {
    const { measured } = record;
    if (record.check !== 'journeys/b' || measured.kind !== 'test') return record;
    const failures = measured.attempts.map((attempt) => ({ ...attempt, status: 'failed' as const }));
    return { ...record, measured: { ...measured, attempts: retried ? [...failures, ...measured.attempts] : failures } };
  };
}

function otherRelease(record: EvidenceRecord): EvidenceRecord {
  const { measured } = record;
  if (measured.kind !== 'identity') return record;
  const observations = measured.observations.map((look, index) =>
    index === 1
      ? { ...look, result: { kind: 'answered' as const, identity: { version: '2.3.9', commit: '2.3.9' } } }
      : look,
  );
  return { ...record, measured: { ...measured, observations } };
}

const waiver = {
  ...{ check: 'journeys/b', reason: 'known', ticket: 'SHOP-42', owner: 'anna', approvedBy: 'ben' },
  expires: '2026-11-21T12:00:00.000Z',
};
const expired = { ...waiver, expires: at };

/** With a failure that is waived: what that file says must not be had more cheaply. */
export const go = run('run-go', failing(false), { waivers: [waiver], quarantine: [] });
export const notGo = [
  run('run-failed', failing(false), { waivers: [expired], quarantine: [] }),
  run('run-flaky', failing(true)),
  run('run-other-release', otherRelease),
  run('run-missing', (record) => (record.check === 'journeys/b' ? undefined : record)),
];

const scene = path.join(place, 'scene');
mkdirSync(path.join(scene, 'evidence'), { recursive: true });

let onDisk: Files = {};

/** What is decided of these files; undefined: nothing, since they are no run. */
export function judged(given: Files, now = at): Verdict | undefined {
  for (const file of files) {
    const text = given[file];
    if (text === onDisk[file]) continue;
    if (text === undefined) rmSync(path.join(scene, file), { force: true });
    else writeFileSync(path.join(scene, file), text);
  }
  onDisk = given;
  try {
    return judgeRun(scene, now).verdict;
  } catch (error) {
    if (error instanceof UsageError) return undefined;
    throw error;
  }
}
