import { expect, test } from 'vitest';
import type { EvidenceRecord, Measured } from '../records/evidence.js';
import { parseLimit } from '../records/limit-expression.js';
import type { PlannedCheck, Source } from '../records/plan.js';
import { policy } from '../records/policy.js';
import { comparedWith, quiet } from './compared.test-data.js';
import type { JudgingContext } from './context.js';
import { goodRecord, measuredAs, pairsAs } from './good-record.js';
import { judgeCheck } from './judge-check.js';
import { gatesThatCannotGoRed, knownBadRecords } from './known-bad.js';

const now = '2026-11-20T12:00:00.000Z';
const context: JudgingContext = {
  ...{
    runId: 'run-1',
    requested: { release: '2.4.0', origin: '--release' },
    policy: policy.parse({ version: 1 }),
    now,
  },
  ...{ profile: 'standard', health: [], problems: new Map() },
};

const sources: Source[] = [
  { kind: 'test', file: 'suites/journeys/a.spec.ts', line: 3, project: 'journeys', title: 'a' },
  { kind: 'derived', of: 'journeys/a', tag: '@accessible' },
  { kind: 'derived', of: 'journeys/a', tag: '@clean-console' },
  { kind: 'foreign', format: 'junit' },
  { kind: 'foreign', format: 'k6-summary' },
  { kind: 'identity' },
  ...['p(95)<800', 'p(99.9)<=800', 'med>2', 'max<1000', 'p(100)<9'].map((expression) =>
    limitOf('http_req_duration{name:pay}', expression),
  ),
  ...['rate<0.01', 'rate<=0', 'rate==1', 'rate>0.99'].map((expression) => limitOf('checks', expression)),
  ...['count<5', 'count<=5', 'count>5', 'count>=5', 'count==5'].map((expression) => limitOf('orders', expression)),
];

function limitOf(metric: string, expression: string): Source {
  return { kind: 'limit', file: 'load/rush.k6.ts', tool: 'k6', limit: parseLimit(metric, expression) };
}

const checks = sources.map((source, index): PlannedCheck => {
  return {
    id: `journeys/check-${index}`,
    title: 'a',
    stage: 'journeys',
    tier: 'blocking',
    source,
    thirdParties: ['payments'],
  };
});

test.each(checks)('$source.kind passes with a good record, and with no bad one', (check) => {
  expect(judgeCheck(check, goodRecord(check, context), context).outcome).toBe('passed');
  const bad = knownBadRecords(check, context);
  expect(bad.length).toBeGreaterThanOrEqual(5);
  for (const { flaw, evidence } of bad) {
    const row = judgeCheck(check, evidence, context);
    expect([flaw, row.outcome === 'passed', row.reasonCode === undefined, row.attribution === undefined]).toEqual([
      flaw,
      false,
      false,
      false,
    ]);
  }
});

test.each(checks)(
  '$source.kind passes with the kept record of the very run that the plan names, and with no other',
  (check) => {
    const subject = { version: context.requested.release, commit: context.requested.release };
    const resumes = { runId: 'run-0', attempt: 2, plan: 'l', evidence: 'e', subject, kept: { [check.id]: 'run-0' } };
    const resuming = { ...context, resumes };
    const own = check.source.kind === 'identity' ? context.runId : 'run-0';
    expect(goodRecord(check, resuming).runId).toBe(own);
    expect(judgeCheck(check, goodRecord(check, resuming), resuming).outcome).toBe('passed');
    for (const runId of ['run-0', 'run-x', context.runId]) {
      const row = judgeCheck(check, { ...goodRecord(check, resuming), runId }, resuming);
      expect([runId, row.outcome]).toEqual([runId, runId === own ? 'passed' : 'mismatched']);
    }
    expect(gatesThatCannotGoRed([check], resuming)).toEqual([]);
  },
);

test('a gate that lets known-bad evidence pass is found', () => {
  expect(gatesThatCannotGoRed(checks, context)).toEqual([]);
  const vacuous: PlannedCheck = { ...(checks[0] as PlannedCheck), source: limitOf('checks', 'rate<=1') };
  const message = 'It cannot go red: it passes with a value beyond the limit.';
  expect(gatesThatCannotGoRed([vacuous], context)).toEqual([
    { check: vacuous.id, reasonCode: 'cannot-go-red', message },
  ]);
});

const [aTest, aDerived] = checks as [PlannedCheck, PlannedCheck];
const good = goodRecord(aTest, context);

function failed(change: Partial<EvidenceRecord> = {}, status: 'failed' | 'passed' = 'failed'): EvidenceRecord {
  const attempt = {
    startedAt: now,
    durationMs: 1000,
    steps: [],
    errors: [{ message: 'no' }],
    assertions: 1,
    attachments: [],
  };
  const again = { ...attempt, status: 'passed' as const, errors: [] };
  const measured: Measured = {
    kind: 'test',
    expectedStatus: 'passed',
    attempts: [{ ...attempt, status: 'failed' }, ...(status === 'passed' ? [again] : [])],
  };
  return { ...good, measured, ...change };
}

const later = (ms: number): string => new Date(Date.parse(now) + ms).toISOString();
const hourMs = 3_600_000;

test.each([
  [-24 * hourMs, 'passed'],
  [-24 * hourMs - 1, 'stale'],
  [60_000, 'passed'],
  [60_001, 'stale'],
])('a pass that was recorded %i ms from now is %s', (offset, outcome) => {
  expect(judgeCheck(aTest, { ...good, recordedAt: later(offset) }, context).outcome).toBe(outcome);
});

test('age takes no failure away, and leaves a flake a flake that names its age', () => {
  const recordedAt = later(-30 * hourMs);
  expect(judgeCheck(aTest, failed({ recordedAt }), context)).toMatchObject({
    outcome: 'failed',
    reasonCode: 'assertion-failed',
  });
  expect(judgeCheck(aTest, failed({ recordedAt }, 'passed'), context)).toMatchObject({
    outcome: 'flaky',
    reasonCode: 'over-age',
  });
});

test.each([
  ['payments', false, -5000, 'third-party'],
  ['payments', false, 6000, 'third-party'],
  ['payments', false, -5001, 'product'],
  ['payments', false, 6001, 'product'],
  ['payments', true, 0, 'product'],
  ['mail', false, 0, 'product'],
])('a failure while %s is up=%s %i ms from its start is a matter of the %s', (thirdParty, up, offset, attribution) => {
  const health = [{ at: later(offset), thirdParty, up, detail: '503' }];
  const row = judgeCheck(aTest, failed(), { ...context, health });
  expect(row.attribution).toBe(attribution);
  expect(row.message.includes('was down by its own probe')).toBe(attribution === 'third-party');
});

test('a failed check of staging itself is the environment’s matter', () => {
  expect(judgeCheck({ ...aTest, stage: 'environment' }, failed(), context).attribution).toBe('environment');
});

test('what was not measured says why, and never that it failed or was flaky', () => {
  const record = (reasonCode: 'setup-failed' | 'passed-on-retry' | 'assertion-failed'): EvidenceRecord => ({
    ...good,
    measured: { kind: 'not-measured', reasonCode, attribution: 'data', message: 'so it was' },
  });
  expect(judgeCheck(aTest, record('setup-failed'), context)).toMatchObject({
    outcome: 'missing',
    attribution: 'data',
    message: 'so it was',
  });
  expect(judgeCheck(aTest, record('passed-on-retry'), context)).toMatchObject({
    outcome: 'errored',
    reasonCode: 'unknown-status',
  });
  expect(judgeCheck(aTest, record('assertion-failed'), context)).toMatchObject({
    outcome: 'errored',
    reasonCode: 'unknown-status',
  });
});

test('a problem with the evidence outweighs what it says', () => {
  const problem = { check: aTest.id, reasonCode: 'evidence-removed' as const, message: 'gone' };
  const row = judgeCheck(aTest, good, { ...context, problems: new Map([[aTest.id, problem]]) });
  expect(row).toMatchObject({ outcome: 'missing', reasonCode: 'evidence-removed', message: 'gone' });
});

test('one run is none of pairs, pairs are no run, and neither is a test', () => {
  const [earlier, previous] = [comparedWith(quiet), comparedWith([], { with: 'previous' })];
  const judged = (source: Source, measured: Measured) =>
    judgeCheck({ ...aTest, source }, { ...good, measured }, context).outcome;
  const [run, pairs] = [measuredAs(earlier, 100), pairsAs(previous, 1)];
  expect([judged(earlier, run), judged(previous, pairs)]).toEqual(['passed', 'passed']);
  expect([judged(earlier, pairs), judged(previous, run), judged(aTest.source, pairs)]).toEqual([
    ...['errored', 'errored', 'errored'],
  ]);
});

test('evidence of another check or of another kind is believed in nothing', () => {
  expect(judgeCheck(aTest, { ...good, check: 'journeys/other' }, context).reasonCode).toBe('counts-disagree');
  expect(judgeCheck(aDerived, { ...good, check: aDerived.id }, context).reasonCode).toBe('counts-disagree');
});

test('the stricter of plan and policy gives the tier, and which release was measured always decides', () => {
  const tierUnder = (check: PlannedCheck, tiers: { checks: string; tier: 'blocking' | 'advisory' }[]) =>
    judgeCheck(check, undefined, { ...context, policy: { ...context.policy, tiers } }).tier;
  const advisory = { ...aTest, tier: 'advisory' as const };
  const all = { checks: '**', tier: 'advisory' as const };
  expect(tierUnder(advisory, [all])).toBe('advisory');
  expect(tierUnder(aTest, [all])).toBe('blocking');
  expect(tierUnder(advisory, [])).toBe('blocking');
  expect(tierUnder(advisory, [{ checks: 'journeys/*', tier: 'blocking' }, all])).toBe('blocking');
  expect(tierUnder({ ...advisory, source: { kind: 'identity' } }, [all])).toBe('blocking');
});
