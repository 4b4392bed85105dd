import fc from 'fast-check';
import { digestOf, sha256 } from '../../../src/evidence/digest.js';
import { except } from '../../../src/policy/exceptions.js';
import { goodRecord } from '../../../src/policy/good-record.js';
import { judgeCheck } from '../../../src/policy/judge-check.js';
import { knownBadRecords } from '../../../src/policy/known-bad.js';
import type { EvidenceRecord } from '../../../src/records/evidence.js';
import { parseLimit } from '../../../src/records/limit-expression.js';
import type { Plan, PlannedCheck, Source } from '../../../src/records/plan.js';
import { policy as policySchema } from '../../../src/records/policy.js';
import type { Policy } from '../../../src/records/policy.js';
import type { Problem } from '../../../src/records/problem.js';
import type { HealthObservation } from '../../../src/records/release.js';
import type { Verdict } from '../../../src/records/verdict.js';
import type { Exceptions } from '../../../src/records/waiver.js';
import { decide } from '../../../src/verdict/decide.js';

export const at = '2026-11-20T12:00:00.000Z';

/** Everything that a verdict is a function of. */
export interface Inputs {
  plan: Plan;
  policy: Policy;
  exceptions: Exceptions;
  records: EvidenceRecord[];
  problems: Problem[];
  health: HealthObservation[];
  now: string;
}

export function judged({ plan, policy, exceptions, records, problems, health, now }: Inputs): Verdict {
  const byCheck = new Map(records.map((record) => [record.check, record]));
  const context = {
    runId: plan.runId,
    resumes: plan.resumes,
    requested: plan.requested,
    profile: plan.profile,
    policy,
    now,
    health,
    problems: new Map(problems.map((one) => [one.check, one])),
  };
  const measured = byCheck.get('environment/release-identity')?.measured;
  const digests = { waivers: digestOf(exceptions.waivers), quarantine: digestOf(exceptions.quarantine) };
  // As a run's folder gives them: what is not the plan's counts for nothing.
  const given = {
    waivers: digests.waivers === plan.digests.waivers ? exceptions.waivers : [],
    quarantine: digests.quarantine === plan.digests.quarantine ? exceptions.quarantine : [],
  };
  const rows = plan.checks.map((check) => judgeCheck(check, byCheck.get(check.id), context));
  const excepted = except(rows, given, { plan, policy, records: byCheck, now, sha256 });
  return decide({
    ...{ gonogo: '0.1.0', plan, policy, problems, now },
    ...{ judged: excepted.rows, waivers: excepted.waivers, quarantine: excepted.quarantine },
    identity: measured?.kind === 'identity' ? measured.observations : [],
    facts: { name: 'shop', startedAt: at, finishedAt: at, durationMs: 1, identityDeclared: false },
    stageDurations: new Map(),
    digests: { plan: 'l', policy: 'p', evidence: 'e', ...digests },
  });
}

const sources: Source[] = [
  { kind: 'test', file: 'suites/journeys/a.spec.ts', line: 1, project: 'journeys', title: 'a' },
  { kind: 'derived', of: 'journeys/c-1', tag: '@clean-console' },
  { kind: 'foreign', format: 'junit' },
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

type Excepted = { index: number; days: number; held: boolean };

/** Waivers and quarantines, some of them over, too long or of no check. */
function exceptionsFor(checks: readonly PlannedCheck[], excepted: readonly Excepted[]): Exceptions {
  const entry = ({ index, days }: Excepted) => ({
    check: checks[index]?.id ?? 'journeys/gone',
    expires: new Date(Date.parse(at) + days * 86_400_000).toISOString(),
    owner: 'anna',
  });
  const waiver = { reason: 'known', ticket: 'SHOP-42', approvedBy: 'ben' };
  return {
    waivers: excepted.filter(({ held }) => !held).map((one) => ({ ...entry(one), ...waiver })),
    quarantine: excepted.filter(({ held }) => held).map((one) => ({ ...entry(one), issue: 'SHOP-7' })),
  };
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
    excepted: fc.array(fc.record({ index: fc.nat(6), days: fc.integer({ min: -1, max: 40 }), held: fc.boolean() }), {
      maxLength: 3,
    }),
  })
  .map(({ drawn, choices, flakeBudget, partial, isDown, excepted }) => {
    const policy = policySchema.parse({
      version: 1,
      tiers: [{ checks: 'advice/**', tier: 'advisory' }],
      flakeBudget,
      quarantine: { atMost: 2 },
    });
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
    const exceptions = exceptionsFor(checks, excepted);
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
      ...{ checks: [identityCheck, ...checks], tools: {} },
      digests: {
        ...{ config: 'c', policy: 'p' },
        ...{ waivers: digestOf(exceptions.waivers), quarantine: digestOf(exceptions.quarantine) },
      },
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
    return { plan, policy, exceptions, records, problems: [], health, now: at };
  });
