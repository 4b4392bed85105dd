import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalJson } from '../evidence/canonical-json.js';
import { goodRecord } from '../policy/good-record.js';
import { judgeCheck } from '../policy/judge-check.js';
import { knownBadRecords } from '../policy/known-bad.js';
import { reasonCode } from '../records/check.js';
import type { EvidenceRecord } from '../records/evidence.js';
import { parseLimit } from '../records/limit-expression.js';
import type { Plan, PlannedCheck, Source } from '../records/plan.js';
import type { Policy } from '../records/policy.js';
import type { Problem } from '../records/problem.js';
import type { HealthObservation } from '../records/release.js';
import { verdict as verdictSchema, type Verdict } from '../records/verdict.js';
import { decide } from './decide.js';
import { exitCodeOf } from './exit-codes.js';

const at = '2026-11-20T12:00:00.000Z';

/** Everything that a verdict is a function of. */
interface Inputs {
  plan: Plan;
  policy: Policy;
  records: EvidenceRecord[];
  problems: Problem[];
  health: HealthObservation[];
  now: string;
}

function judged({ plan, policy, records, problems, health, now }: Inputs): Verdict {
  const byCheck = new Map(records.map((record) => [record.check, record]));
  const context = {
    runId: plan.runId,
    requested: plan.requested,
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

const inputsArb: fc.Arbitrary<Inputs> = fc
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
    const context = { runId: 'run-1', requested: plan.requested, policy, now: at, health: [], problems: new Map() };
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

/** Something that happens to the inputs of a run after the fact; which record is hit is drawn by `n`. */
type Mutation = (inputs: Inputs, n: number) => Inputs;

const withRecord =
  (change: (record: EvidenceRecord, inputs: Inputs) => EvidenceRecord[]): Mutation =>
  (inputs, n) => {
    const hit = n % Math.max(1, inputs.records.length);
    return {
      ...inputs,
      records: inputs.records.flatMap((record, index) => (index === hit ? change(record, inputs) : [record])),
    };
  };

const mutations: Record<string, Mutation> = {
  removal: withRecord(() => []),
  'replay of another run': withRecord((record) => [{ ...record, runId: 'run-0' }]),
  'replay as another check': withRecord((record, { plan }) => [
    { ...record, check: plan.checks[0]?.id ?? record.check },
  ]),
  'truncated attempts': withRecord((record) => {
    const { measured } = record;
    return measured.kind === 'test'
      ? [{ ...record, measured: { ...measured, attempts: measured.attempts.slice(0, 1) } }]
      : [record];
  }),
  'truncated seconds': withRecord((record) => {
    const { measured } = record;
    return measured.kind === 'limit'
      ? [{ ...record, measured: { ...measured, blocks: measured.blocks.slice(1) } }]
      : [record];
  }),
  'lost looks': withRecord((record) => {
    const { measured } = record;
    return measured.kind === 'identity'
      ? [{ ...record, measured: { ...measured, observations: measured.observations.slice(1) } }]
      : [record];
  }),
  'evidence from the future': withRecord((record) => [{ ...record, recordedAt: '2026-12-20T12:00:00.000Z' }]),
  'a record twice': withRecord((record) => [record, record]),
  delay: (inputs, n) => ({ ...inputs, now: new Date(Date.parse(at) + n * 3_600_000).toISOString() }),
  'a problem of a check': (inputs, n) => {
    const check = inputs.plan.checks[n % inputs.plan.checks.length]?.id ?? 'run';
    return {
      ...inputs,
      problems: [
        ...inputs.problems,
        { check, reasonCode: reasonCode.options[n % reasonCode.options.length] ?? 'defect', message: 'x' },
      ],
    };
  },
  'a problem of the run': (inputs) => ({
    ...inputs,
    problems: [...inputs.problems, { check: 'run', reasonCode: 'unparsable', message: 'x' }],
  }),
  'a look at health lost': (inputs) => ({ ...inputs, health: [] }),
  'all evidence lost': (inputs) => ({ ...inputs, records: [] }),
};

const mutationArb = fc.tuple(fc.constantFrom(...Object.keys(mutations)), fc.nat(200));

test('GO means that every blocking check of the plan passed, or was flaky within the budget, on evidence of this run', () => {
  let gos = 0;
  fc.assert(
    fc.property(inputsArb, (inputs) => {
      const { verdict, checks, exitCode, reasons } = judged(inputs);
      expect(exitCode).toBe(exitCodeOf[verdict]);
      expect(reasons.length === 0).toBe(verdict === 'GO');
      if (verdict !== 'GO') return;
      gos += 1;
      const blocking = checks.filter(({ tier }) => tier === 'blocking');
      expect(blocking.length).toBeGreaterThan(0);
      expect(blocking.filter(({ outcome }) => outcome !== 'passed' && outcome !== 'flaky')).toEqual([]);
      expect(blocking.filter(({ outcome }) => outcome === 'flaky').length).toBeLessThanOrEqual(
        inputs.policy.flakeBudget,
      );
      for (const { id } of blocking) expect(inputs.records.find(({ check }) => check === id)?.runId).toBe('run-1');
      expect(inputs.plan.partial).toBe(false);
    }),
    { numRuns: 3000 },
  );
  // A property that no GO was tried on would promise nothing.
  expect(gos).toBeGreaterThan(200);
});

test('law 1: the verdict’s rows are the plan’s rows, and it is of its schema', () => {
  fc.assert(
    fc.property(inputsArb, fc.array(mutationArb, { maxLength: 3 }), (inputs, happenings) => {
      const verdict = judged(happenings.reduce((now, [name, n]) => mutations[name]?.(now, n) ?? now, inputs));
      expect(verdict.checks.map(({ id }) => id)).toEqual(inputs.plan.checks.map(({ id }) => id));
      expect(verdict.counts.planned).toBe(inputs.plan.checks.length);
      expect(verdictSchema.parse(verdict)).toEqual(verdict);
    }),
    { numRuns: 2000 },
  );
});

test('law 3: no evidence is missing, and never anything else', () => {
  fc.assert(
    fc.property(inputsArb, (inputs) => {
      const { verdict, checks } = judged({ ...inputs, records: [] });
      expect(verdict).toBe('INCONCLUSIVE');
      expect(checks.every(({ outcome }) => outcome === 'missing')).toBe(true);
    }),
    { numRuns: 500 },
  );
});

test('law 4: a partial run is never GO', () => {
  fc.assert(
    fc.property(inputsArb, (inputs) => {
      expect(judged({ ...inputs, plan: { ...inputs.plan, partial: true } }).verdict).not.toBe('GO');
    }),
    { numRuns: 1000 },
  );
});

test('law 9: judging again gives the same bytes, in whatever order the evidence lies', () => {
  fc.assert(
    fc.property(inputsArb, (inputs) => {
      const turned = { ...inputs, records: inputs.records.toReversed(), health: inputs.health.toReversed() };
      expect(canonicalJson(judged(turned))).toBe(canonicalJson(judged(inputs)));
    }),
    { numRuns: 1000 },
  );
});

test('law 10: nothing that happens to the inputs turns a verdict that is not GO into GO', () => {
  fc.assert(
    fc.property(inputsArb, fc.array(mutationArb, { minLength: 1, maxLength: 4 }), (inputs, happenings) => {
      if (judged(inputs).verdict === 'GO') return;
      const after = judged(happenings.reduce((now, [name, n]) => mutations[name]?.(now, n) ?? now, inputs)).verdict;
      expect(['NO-GO', 'INCONCLUSIVE']).toContain(after);
    }),
    { numRuns: 5000 },
  );
});

test('law 10: time alone takes nothing from a NO-GO', () => {
  fc.assert(
    fc.property(inputsArb, fc.integer({ min: -200, max: 200 }), (inputs, hours) => {
      const now = new Date(Date.parse(at) + hours * 3_600_000).toISOString();
      if (judged(inputs).verdict === 'NO-GO') expect(judged({ ...inputs, now }).verdict).toBe('NO-GO');
    }),
    { numRuns: 3000 },
  );
});
