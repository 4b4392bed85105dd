import fc from 'fast-check';
import { goodRecord } from '../../../src/policy/good-record.js';
import { judgeCheck } from '../../../src/policy/judge-check.js';
import { knownBadRecords } from '../../../src/policy/known-bad.js';
import type { EvidenceRecord } from '../../../src/records/evidence.js';
import { parseLimit } from '../../../src/records/limit-expression.js';
import type { Plan, PlannedCheck, Source } from '../../../src/records/plan.js';
import type { Policy } from '../../../src/records/policy.js';
import type { Problem } from '../../../src/records/problem.js';
import type { HealthObservation } from '../../../src/records/release.js';
import type { Verdict } from '../../../src/records/verdict.js';
import { decide } from '../../../src/verdict/decide.js';

export const at = '2026-11-20T12:00:00.000Z';

/** Everything that a verdict is a function of. */
export interface Inputs {
  plan: Plan;
  policy: Policy;
  records: EvidenceRecord[];
  problems: Problem[];
  health: HealthObservation[];
  now: string;
}

export function judged({ plan, policy, records, problems, health, now }: Inputs): Verdict {
  const byCheck = new Map(records.map((record) => [record.check, record]));
  const context = {
    runId: plan.runId,
    requested: plan.requested,
    profile: plan.profile,
    policy,
    now,
    health,
    problems: new Map(problems.map((one) => [one.check, one])),
  };
  const measured = byCheck.get('environment/release-identity')?.measured;
  return decide({
    ...{ gonogo: '0.1.0', plan, policy, problems, now },
    judged: plan.checks.map((check) => judgeCheck(check, byCheck.get(check.id), context)),
    identity: measured?.kind === 'identity' ? measured.observations : [],
    facts: { name: 'shop', startedAt: at, finishedAt: at, durationMs: 1, identityDeclared: false },
    stageDurations: new Map(),
    digests: { plan: 'l', policy: 'p', evidence: 'e' },
  });
}

const sources: Source[] = [
  { kind: 'test', file: 'suites/journeys/a.spec.ts', line: 1, project: 'journeys', title: 'a' },
  { kind: 'derived', of: 'journeys/c-1', tag: '@clean-console' },
  ...(['p(95)<800', 'rate<0.01', 'count>5'] as const).map((expression): Source => {
    const metric = { 'p(95)<800': 'http_req_duration', 'rate<0.01': 'http_req_failed', 'count>5': 'orders' }[
      expression
    ];
    return { kind: 'limit', file: 'load/rush.k6.ts', tool: 'k6', limit: parseLimit(metric, expression) };
  }),
];

const identityCheck: PlannedCheck = {
  ...{ id: 'environment/release-identity', title: 'Release', stage: 'environment', tier: 'blocking', thirdParties: [] },
  source: { kind: 'identity' },
};

const checkArb = fc.record({
  source: fc.constantFrom(...sources),
  tier: fc.constantFrom('blocking', 'blocking', 'advisory'),
});

/** A failure that passed when tried again, beside the known-bad records. */
function flakyRecord(check: PlannedCheck, good: EvidenceRecord): EvidenceRecord {
  if (check.source.kind !== 'test' || good.measured.kind !== 'test') return good;
  const [attempt] = good.measured.attempts;
  if (attempt === undefined) return good;
  return { ...good, measured: { ...good.measured, attempts: [{ ...attempt, status: 'failed' }, attempt] } };
}

export const inputsArb: fc.Arbitrary<Inputs> = fc
  .record({
    drawn: fc.array(checkArb, { minLength: 1, maxLength: 6 }),
    // Mostly good, or no case would be a GO.
    choices: fc.array(fc.oneof({ weight: 6, arbitrary: fc.constant(-1) }, { weight: 1, arbitrary: fc.nat(12) }), {
      minLength: 7,
      maxLength: 7,
    }),
    flakeBudget: fc.nat(2),
    partial: fc.oneof({ weight: 9, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
    isDown: fc.boolean(),
  })
  .map(({ drawn, choices, flakeBudget, partial, isDown }) => {
    const policy: Policy = {
      version: 1,
      tiers: [{ checks: 'advice/**', tier: 'advisory' }],
      required: [],
      flakeBudget,
      attempts: 2,
      evidenceMaxAgeHours: 24,
    };
    const checks = drawn.map(({ source, tier }, index): PlannedCheck => {
      const stage = tier === 'advisory' ? 'advice' : 'journeys';
      return {
        id: `${stage}/c-${index}`,
        title: 'c',
        stage,
        tier: tier === 'advisory' ? 'advisory' : 'blocking',
        source,
        thirdParties: ['payments'],
      };
    });
    const plan: Plan = {
      ...{
        schemaVersion: 1,
        runId: 'run-1',
        createdAt: at,
        gonogo: '0.1.0',
        profile: 'smoke',
        partial,
        gatherings: [],
        notChecked: [],
      },
      requested: { release: '2.4.0', origin: '--release' },
      target: { name: 'shop', url: 'http://127.0.0.1:1/' },
      ...{ checks: [identityCheck, ...checks], digests: { config: 'c', policy: 'p' }, tools: {} },
    };
    const { requested, profile } = plan;
    const context = { runId: 'run-1', requested, profile, policy, now: at, health: [], problems: new Map() };
    const records = plan.checks.flatMap((check, index) => {
      const good = goodRecord(check, context);
      const choice = choices[index] ?? -1;
      const pool = [flakyRecord(check, good), ...knownBadRecords(check, context).map(({ evidence }) => evidence)];
      const record = choice < 0 ? good : pool[choice % pool.length];
      return record === undefined ? [] : [record];
    });
    const health = [{ at, thirdParty: 'payments', up: !isDown, detail: '' }];
    return { plan, policy, records, problems: [], health, now: at };
  });
