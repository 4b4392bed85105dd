import { expect, test } from 'vitest';
import { testResultStatement, verdictStatement as verdictSchema } from '../records/attestation.js';
import { policy } from '../records/policy.js';
import type { JudgedCheck, Verdict } from '../records/verdict.js';
import { at, decided, fellShort, identity, planOf, row } from '../verdict/decided.test-data.js';
import type { Judgement } from './bundle.js';
import { boundTo, stageStatements, verdictStatement } from './statement.js';

const artifact = 'a'.repeat(64);
const commit = 'c'.repeat(40);
const files = Object.fromEntries(
  ['waivers', 'policy', 'plan', 'quarantine', 'verdict'].map((name, index) => [
    `${name}.json`,
    String(index).repeat(64),
  ]),
);

function judgement(others: JudgedCheck[] = [row('journeys/a')], change: Parameters<typeof decided>[1] = {}): Judgement {
  const plan = planOf([row(identity), ...others]);
  const named = { version: '2.4.0', commit, digest: `sha256:${artifact}` };
  const looks = [{ at, phase: 'before', result: { kind: 'answered', identity: named } }] as const;
  return { plan, verdict: decided(others, { identity: looks, ...change }) };
}

function bound(subject: Partial<Verdict['subject']>) {
  const { verdict } = judgement();
  return boundTo({ ...verdict, subject: { ...verdict.subject, ...subject } });
}

test.each<[string, string | null, string | null]>([
  ['a sha256', `sha256:${artifact}`, artifact],
  ['nothing', null, null],
  ['a bare digest', artifact, null],
  ['a shorter one', `sha256:${artifact.slice(1)}`, null],
  ['a longer one', `sha256:${artifact}a`, null],
  ['one in capitals', `sha256:${artifact.toUpperCase()}`, null],
  ['one after something else', `x sha256:${artifact}`, null],
  ['another algorithm', `sha512:${artifact}`, null],
])('of a digest that is %s, a verdict is bound to its sha256 or to none', (_, digest, expected) => {
  expect(bound({ digest })).toEqual({ artifact: expected, commit });
});

test.each<[string, string | null, string | null]>([
  ['whole', commit, commit],
  ['whole, of SHA-256', 'd'.repeat(64), 'd'.repeat(64)],
  ['whole, in capitals', commit.toUpperCase(), commit],
  ['not known', null, null],
  ['shortened', commit.slice(1), null],
  ['too long', `${commit}c`, null],
  ['no commit', `${commit.slice(1)}x`, null],
])('to a commit that is %s, a verdict is bound only if it is whole', (_, given, expected) => {
  expect(bound({ commit: given })).toEqual({ artifact, commit: expected });
});

test('the summary says what was decided, of what, and from which bytes', () => {
  const one = judgement();
  const { verdict } = one;
  const ledger = { head: '0'.repeat(64), attempt: 1 };
  const statement = verdictStatement(one, files, ledger);
  expect(verdictSchema.parse(statement)).toEqual(statement);
  expect(statement).toEqual({
    _type: 'https://in-toto.io/Statement/v1',
    subject: [
      { name: 'shop', digest: { sha256: artifact } },
      { name: 'shop: source', digest: { gitCommit: commit } },
    ],
    predicateType: 'urn:gonogo:verdict:v1',
    predicate: {
      ...{ schemaVersion: 1, gonogo: '0.1.0', runId: 'run-1', verdict: 'GO', exitCode: 0, profile: 'smoke' },
      ...{ partial: false, identity: 'observed', environment: verdict.target, waivers: 0 },
      ...{ startedAt: at, finishedAt: at, judgedAt: at, digests: verdict.digests, ledger, files },
    },
  });
});

test('a summary of a run without a subject, a judgement or a profile there is none', () => {
  const { plan, verdict } = judgement();
  const without = (change: Partial<Verdict>) =>
    verdictStatement({ plan, verdict: { ...verdict, ...change } }, {}, null);
  expect(without({})).toBeDefined();
  expect(without({ digests: null })).toBeUndefined();
  expect(without({ profile: null })).toBeUndefined();
  expect(without({ subject: { ...verdict.subject, commit: null } })?.subject).toHaveLength(1);
  expect(without({ subject: { ...verdict.subject, commit: null, digest: null } })).toBeUndefined();
});

test('what was let through is counted: live waivers and quarantines, and no others', () => {
  const expires = '2026-12-01T12:00:00Z';
  const waiver = { check: 'journeys/a', reason: 'r', ticket: 'S-1', owner: 'Anna', approvedBy: 'Ben', expires };
  const quarantined = { check: 'journeys/a', issue: 'S-2', owner: 'Anna', expires };
  const worth = (standing: 'live' | 'not-needed') => ({ standing, message: '' });
  const waivers = [
    { ...waiver, ...worth('live') },
    { ...waiver, ...worth('not-needed') },
  ];
  const quarantine = [{ ...quarantined, ...worth('live') }];
  expect(verdictStatement(judgement(undefined, { waivers, quarantine }), {}, null)?.predicate.waivers).toBe(2);
});

function stage(checks: JudgedCheck[], change: Parameters<typeof decided>[1] = {}, of = 'journeys') {
  const statement = stageStatements(judgement(checks, change), files).get(of);
  expect(testResultStatement.parse(statement)).toEqual(statement);
  const { result, passedTests, warnedTests, failedTests } = statement!.predicate;
  return [result, passedTests, warnedTests, failedTests];
}

const [a, b] = ['journeys/a', 'journeys/b'] as const;

test.each<[string, JudgedCheck, 'PASSED' | 'WARNED' | 'FAILED']>([
  ['passed', row(b), 'PASSED'],
  ['failed', fellShort(b, 'failed'), 'FAILED'],
  ['was not measured', fellShort(b, 'missing', { reasonCode: 'no-evidence', attribution: 'harness' }), 'FAILED'],
  ['failed, and only advises', fellShort(b, 'failed', { tier: 'advisory' }), 'WARNED'],
  ['failed under a waiver', fellShort(b, 'failed', { waiver: 'S-1' }), 'WARNED'],
  ['passed, and only advises', row(b, { tier: 'advisory' }), 'PASSED'],
  ['was flaky over the budget', fellShort(b, 'flaky'), 'FAILED'],
])('a stage with a check that %s', (_, check, result) => {
  const lists = { PASSED: [[a, b], [], []], WARNED: [[a], [b], []], FAILED: [[a], [], [b]] };
  expect(stage([row(a), check])).toEqual([result, ...lists[result]]);
});

test('a flake within the budget is a warning', () => {
  const flakeBudget = { policy: policy.parse({ version: 1, flakeBudget: 1 }) };
  expect(stage([row(a), fellShort(b, 'flaky')], flakeBudget)).toEqual(['WARNED', [a], [b], []]);
});

test('what fell short for another’s cause has failed as well', () => {
  expect(stage([fellShort(a, 'failed'), fellShort(b, 'failed')])).toEqual(['FAILED', [], [], [a, b]]);
});

test('what fell short and nobody gave a reason for has failed all the same', () => {
  const one = judgement([row(a), fellShort(b, 'failed')]);
  const statements = stageStatements({ ...one, verdict: { ...one.verdict, reasons: [] } }, files);
  expect(statements.get('journeys')?.predicate).toMatchObject({ result: 'FAILED', failedTests: [b], warnedTests: [] });
});

test('a stage knows nothing of the others, but of what keeps the whole run from a GO', () => {
  expect(stage([fellShort(a, 'failed')], {}, 'environment')).toEqual(['PASSED', [identity], [], []]);
  const problems = [{ check: 'run', reasonCode: 'script-threw', message: 'teardown' } as const];
  expect(stage([row(a)], { problems }, 'environment')).toEqual(['FAILED', [identity], [], []]);
});

test('each stage is of the same subject, and of the files that decided it', () => {
  const one = judgement([row('load/a'), row(a)]);
  const statements = stageStatements(one, { ...files, 'evidence/x': artifact });
  expect([...statements.keys()]).toEqual(['environment', 'load', 'journeys']);
  for (const { _type, subject, predicateType, predicate } of statements.values()) {
    expect([_type, predicateType]).toEqual([
      'https://in-toto.io/Statement/v1',
      'https://in-toto.io/attestation/test-result/v0.1',
    ]);
    expect(subject).toEqual(verdictStatement(one, {}, null)?.subject);
    expect(predicate.configuration.map(({ name, digest }) => [name, digest.sha256])).toEqual(
      ['plan.json', 'policy.json', 'quarantine.json', 'verdict.json', 'waivers.json'].map((name) => [
        name,
        files[name],
      ]),
    );
  }
  const { 'plan.json': plan = '' } = files;
  expect(stageStatements(one, { 'plan.json': plan }).get('load')?.predicate.configuration).toHaveLength(1);
});
