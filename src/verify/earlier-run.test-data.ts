import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { digestOf } from '../evidence/digest.js';
import { openEvidence } from '../evidence/store.js';
import { look, goodRecord } from '../policy/good-record.js';
import type { EvidenceRecord } from '../records/evidence.js';
import { plan as planSchema, type Gathering, type Plan } from '../records/plan.js';
import { policy as policySchema } from '../records/policy.js';
import type { HealthObservation } from '../records/release.js';
import type { Verdict } from '../records/verdict.js';
import { judgeRun } from '../run-folder/judge.js';

export const at = '2026-11-20T12:00:00.000Z';
export const place = mkdtempSync(path.join(tmpdir(), 'gonogo-resume-'));
const policy = policySchema.parse({ version: 1 });

const functional: Gathering = {
  ...{ id: 'functional', tool: 'playwright', estimatedSeconds: 6, estimatedRequests: 60 },
  ...{ files: ['suites/a.spec.ts', 'suites/b.spec.ts'], checks: ['journeys/a', 'journeys/b'] },
};

export function planOf(change: Partial<Plan> = {}): Plan {
  const row = { title: 'a', stage: 'journeys', tier: 'blocking', thirdParties: ['payments'] };
  const test = (name: string) => ({
    ...{ kind: 'test', file: `suites/${name}.spec.ts`, line: 1, project: 'journeys', title: name },
  });
  const no = digestOf([]);
  return planSchema.parse({
    ...{ schemaVersion: 1, runId: 'run-1', createdAt: at, gonogo: '0.1.0', profile: 'smoke', partial: false },
    requested: { release: '2.4.0', origin: '--release' },
    target: { name: 'shop', url: 'http://127.0.0.1:1/' },
    gatherings: [functional],
    checks: [
      { ...row, id: 'environment/release-identity', stage: 'environment', source: { kind: 'identity' } },
      { ...row, id: 'journeys/a', source: test('a') },
      { ...row, id: 'journeys/b', source: test('b') },
    ],
    notChecked: [],
    digests: { config: 'c', policy: digestOf(policy), waivers: no, quarantine: no },
    tools: {},
    ...change,
  });
}

export type Change = (record: EvidenceRecord) => EvidenceRecord | undefined;

/** Nobody knows how `journeys/b` is. */
export const unknown: Change = (record) =>
  record.check !== 'journeys/b'
    ? record
    : {
        ...record,
        measured: { kind: 'not-measured', reasonCode: 'runner-died', attribution: 'harness', message: 'It died.' },
      };

/** A run that was judged, in a folder of its own, named after it. */
export function leaveRun(
  runId: string,
  change: Change,
  planned: Partial<Plan> = {},
  health: readonly HealthObservation[] = [],
): { dir: string; verdict: Verdict } {
  const dir = path.join(place, runId);
  const plan = planOf({ runId, ...planned });
  const writer = openEvidence(dir, runId, String, plan.resumes?.kept);
  mkdirSync(path.join(dir, 'evidence/raw'), { recursive: true });
  writeFileSync(path.join(dir, 'evidence/raw/functional.jsonl'), 'what Playwright said\n');
  writeFileSync(path.join(dir, 'trace.zip'), 'a trace');
  const raw = [writer.keep(path.join(dir, 'evidence/raw/functional.jsonl'))];
  const { requested, profile, resumes } = plan;
  const context = { runId, resumes, requested, profile, policy, now: at, health: [], problems: new Map() };
  writer.record(plan.checks.flatMap((check) => change({ ...goodRecord(check, context), raw }) ?? []));
  for (const phase of ['before', 'during', 'after'] as const)
    writer.observe({ kind: 'identity', identity: look(phase, at, '2.4.0') });
  for (const one of health) writer.observe({ kind: 'health', health: one });
  writer.seal(digestOf(plan), { name: 'shop', startedAt: at, finishedAt: at, durationMs: 1, identityDeclared: false });
  const files = { 'plan.json': plan, 'policy.json': policy, 'waivers.json': [], 'quarantine.json': [] };
  for (const [file, value] of Object.entries(files)) writeFileSync(path.join(dir, file), JSON.stringify(value));
  const { verdict } = judgeRun(dir, at);
  writeFileSync(path.join(dir, 'verdict.json'), JSON.stringify(verdict));
  return { dir, verdict };
}
