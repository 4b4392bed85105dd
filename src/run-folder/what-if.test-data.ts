import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { digestOf } from '../evidence/digest.js';
import { openEvidence } from '../evidence/store.js';
import { goodRecord } from '../policy/good-record.js';
import type { EvidenceRecord, Measured } from '../records/evidence.js';
import { parseLimit } from '../records/limit-expression.js';
import type { Plan, PlannedCheck } from '../records/plan.js';
import { policy as policySchema, type Policy } from '../records/policy.js';
import { at, place } from '../release/signed-run.test-data.js';
import { changesBetween } from './changes.js';
import { readRun, verdictOf, type RunRead } from './judge.js';
import { verdictByPolicy } from './what-if.js';

export const rules = (change: object = {}): Policy => policySchema.parse({ version: 1, ...change });
const row = { title: 'a', stage: 'journeys', tier: 'blocking' as const, thirdParties: [] };
export const tested = (id: string, file = 'a.spec.ts'): PlannedCheck => ({
  ...row,
  id,
  source: { kind: 'test', file, line: 1, project: 'journeys', title: 'a' },
});
export const limited = (expression: string, metric = 'http_req_failed'): PlannedCheck => ({
  ...row,
  id: 'load/rush/pay',
  stage: 'load',
  source: { kind: 'limit', file: 'load/rush.k6.ts', tool: 'k6', limit: parseLimit(metric, expression) },
});
export const checks: PlannedCheck[] = [
  { ...row, id: 'environment/release-identity', stage: 'environment', source: { kind: 'identity' } },
  tested('journeys/a'),
  tested('journeys/b'),
  { ...row, id: 'journeys/b/@accessible', source: { kind: 'derived', of: 'journeys/b', tag: '@accessible' } },
];

let runs = 0;

/** A run as it is read back: what is measured is good but for what `measured` changes, by check. */
export function runOf(
  own: Policy,
  planned: PlannedCheck[],
  measured: Record<string, (good: Measured) => Measured> = {},
): RunRead {
  runs += 1;
  const runId = `what-if-${runs}`;
  const dir = path.join(place, runId);
  const plan: Plan = {
    ...{ schemaVersion: 1, runId, createdAt: at, gonogo: '0.1.0', profile: 'standard', partial: false },
    ...{ gatherings: [], notChecked: [], checks: planned, requested: { release: '2.4.0', origin: '--release' } },
    ...{ target: { name: 'staging', url: 'https://staging.example/' }, tools: {} },
    digests: { config: 'c', policy: digestOf(own), waivers: digestOf([]), quarantine: digestOf([]) },
  };
  const writer = openEvidence(dir, runId);
  const { requested, profile } = plan;
  const context = { runId, requested, profile, policy: own, now: at, health: [], problems: new Map() };
  writer.record(
    planned.flatMap((check): EvidenceRecord[] => {
      if (check.source.kind === 'test' && check.source.file === '(none)') return [];
      const good = goodRecord(check, context);
      return [{ ...good, measured: measured[check.id]?.(good.measured) ?? good.measured }];
    }),
  );
  writer.seal(digestOf(plan), { name: 'shop', startedAt: at, finishedAt: at, durationMs: 1, identityDeclared: false });
  for (const [name, value] of Object.entries({ plan, policy: own, waivers: [], quarantine: [] }))
    writeFileSync(path.join(dir, `${name}.json`), JSON.stringify(value));
  return readRun(dir);
}

export const attempts =
  (...statuses: ('passed' | 'failed')[]) =>
  (good: Measured): Measured =>
    good.kind === 'test'
      ? { ...good, attempts: statuses.flatMap((status) => good.attempts.map((one) => ({ ...one, status }))) }
      : good;
export const counts =
  (samples: number, beyond: number) =>
  (good: Measured): Measured =>
    good.kind === 'limit' ? { ...good, samples, beyond, blocks: [{ samples, beyond }] } : good;

/** The word by its own policy, by the other one, and what that one changes. */
export function asked(run: RunRead, policy: Policy) {
  const before = { verdict: verdictOf(run, at), policy: run.policy };
  const after = { verdict: verdictByPolicy(run, policy, at), policy };
  const why = changesBetween(before, after).map((one) => `${one.check} ${one.why}`);
  return { words: [before.verdict.verdict, after.verdict.verdict], why, after: after.verdict };
}
