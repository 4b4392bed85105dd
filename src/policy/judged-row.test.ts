import { describe, expect, test } from 'vitest';
import type { EvidenceRecord, Measured } from '../records/evidence.js';
import { parseLimit } from '../records/limit-expression.js';
import type { PlannedCheck, Source } from '../records/plan.js';
import { policy } from '../records/policy.js';
import type { JudgingContext } from './context.js';
import { goodRecord } from './good-record.js';
import { judgeCheck } from './judge-check.js';

const now = '2026-11-20T12:00:00.000Z';
const context: JudgingContext = {
  ...{ runId: 'run-1', requested: { release: '2.4.0', origin: '--release' }, profile: 'standard', now },
  ...{ policy: policy.parse({ version: 1 }), health: [], problems: new Map() },
};
const aTest: Source = { kind: 'test', file: 'suites/journeys/a.spec.ts', line: 3, project: 'journeys', title: 'a' };
const check = (source: Source): PlannedCheck => ({
  ...{ id: 'journeys/a', title: 'buys as a guest', stage: 'journeys', tier: 'blocking', thirdParties: ['pay'] },
  ...{ owner: 'anna', impact: 'nobody can buy', source },
});
const good = goodRecord(check(aTest), context);
const judged = (evidence?: EvidenceRecord, source: Source = aTest) => judgeCheck(check(source), evidence, context);
const rawFile = (path: string) => ({ path, sha256: 'a'.repeat(64), bytes: 1 });

/** A test that failed, with a trace beside it. */
function failed(...attachments: string[]): Measured {
  const files = attachments.map((path) => ({ name: 'trace', contentType: 'application/zip', path }));
  const steps = [{ title: 'pays', depth: 0, durationMs: 4, failed: true }];
  const errors = [{ message: 'no\n\nExpected: 1\nReceived: 2' }];
  const attempt = { startedAt: now, durationMs: 7, steps, errors, assertions: 1, attachments: files };
  return { kind: 'test', expectedStatus: 'passed', attempts: [{ status: 'failed', ...attempt }] };
}

test('a row tells all that is known of a failure: plan, evidence, and how to run it again', () => {
  const evidence = { ...good, measured: failed('trace.zip'), raw: [rawFile('results.json')] };
  expect(judged(evidence)).toEqual({
    ...{ id: 'journeys/a', title: 'buys as a guest', stage: 'journeys', tier: 'blocking' },
    ...{ owner: 'anna', impact: 'nobody can buy' },
    ...{ outcome: 'failed', reasonCode: 'assertion-failed', attribution: 'product', message: '“pays”: no' },
    ...{ expected: '1', actual: '2', durationMs: 7, failingStep: 'pays', stepsBefore: 0 },
    steps: [{ title: 'pays', durationMs: 4, failed: true }],
    evidence: ['results.json', 'trace.zip'],
    rerun: 'npx gonogo verify --profile standard --release 2.4.0 --only journeys/a',
  });
});

test('figures of a row have six significant digits: its own, and those of its steps', () => {
  const measured = failed();
  if (measured.kind !== 'test') throw new Error('a test was made up');
  const [attempt] = measured.attempts;
  const steps = [{ title: 'pays', depth: 0, durationMs: 4.98765432, failed: true }];
  const attempts = [{ ...attempt, steps, durationMs: 7123.456789 } as typeof attempt & object];
  const row = judged({ ...good, measured: { ...measured, attempts } });
  expect([row.durationMs, row.steps?.[0]?.durationMs]).toEqual([7123.46, 4.98765]);
});

test.each([
  [[], [], []],
  [['a'], [], ['a']],
  [['a', 'b'], [], ['a', 'b']],
  [[], ['t'], ['t']],
  [['a'], ['t', 'a', 't'], ['a', 't']],
  [['a', 'a'], [], ['a']],
])('raw files %j and attachments %j are its evidence, each once', (raw, attachments, files) => {
  expect(judged({ ...good, measured: failed(...attachments), raw: raw.map(rawFile) }).evidence).toEqual(files);
});

test('what passed needs not be run again', () => {
  expect(judged(good)).toMatchObject({ outcome: 'passed', message: 'Passed: 1 assertion.', rerun: undefined });
});

test('without evidence there are no files, and it says that it left none', () => {
  expect(judged()).toMatchObject({ evidence: [], durationMs: 0, message: 'It was planned and left no evidence.' });
});

describe('evidence that is not its own', () => {
  test.each<[change: Partial<EvidenceRecord>, reasonCode: string, message: string]>([
    [{ runId: 'run-0' }, 'wrong-run', 'The evidence is that of run run-0.'],
    [{ check: 'journeys/b' }, 'counts-disagree', 'The evidence is that of journeys/b.'],
  ])('%j is refused, and named', (change, reasonCode, message) => {
    expect(judged({ ...good, ...change })).toMatchObject({ reasonCode, message, attribution: 'harness' });
  });

  const sources: Source[] = [
    aTest,
    { kind: 'derived', of: 'journeys/a', tag: '@accessible' },
    { kind: 'limit', file: 'load/rush.k6.ts', tool: 'k6', limit: parseLimit('checks', 'rate>0.9') },
    { kind: 'foreign', format: 'junit' },
    { kind: 'identity' },
  ];
  const pairs = sources.flatMap((planned) =>
    sources.filter((found) => found !== planned).map((found) => [planned.kind, found.kind, planned, found] as const),
  );
  test.each(pairs)('a %s was planned, a %s was found', (planned, found, source, other) => {
    expect(judged(goodRecord(check(other), context), source)).toMatchObject({
      ...{ outcome: 'errored', reasonCode: 'counts-disagree' },
      message: `A ${planned} was planned, and the evidence is that of a ${found}.`,
    });
  });
});

test('a required check that nothing answers to is missing, names itself and the policy, and can not be run again', () => {
  const none: Source = { kind: 'test', file: '(none)', line: 0, project: '(none)', title: '(none)' };
  expect(judged(undefined, none)).toMatchObject({
    reasonCode: 'no-tests',
    ...{ outcome: 'missing', rerun: undefined },
    message: 'policy.yaml requires journeys/a, and no test answers to it: was it deleted or renamed?',
  });
});

test('what is said to have failed without having been measured is not believed, and says both', () => {
  const measured: Measured = {
    kind: 'not-measured',
    reasonCode: 'findings',
    attribution: 'data',
    message: 'so it was',
  };
  expect(judged({ ...good, measured })).toMatchObject({
    message: 'It was not measured, and yet is said to be failed: so it was',
    attribution: 'harness',
  });
});

describe('age', () => {
  const recordedAt = '2026-11-19T11:00:00.000Z';
  const why = `It was recorded at ${recordedAt}, more than 24 h before it is judged (${now}).`;

  test('takes a pass away, with the time and the files that it had', () => {
    const raw = [rawFile('results.json')];
    expect(judged({ ...good, recordedAt, raw })).toMatchObject({
      ...{ outcome: 'stale', reasonCode: 'over-age', message: why, attribution: 'harness' },
      ...{ durationMs: 1, evidence: ['results.json'], rerun: expect.any(String) },
    });
  });

  test('is told of a flake beside what made it one', () => {
    const tried = failed() as Extract<Measured, { kind: 'test' }>;
    const again = tried.attempts.map((one) => ({ ...one, status: 'passed' as const, errors: [], steps: [] }));
    const measured = { ...tried, attempts: [...tried.attempts, ...again] };
    expect(judged({ ...good, measured, recordedAt })).toMatchObject({
      ...{ outcome: 'flaky', reasonCode: 'over-age', failingStep: 'pays' },
      message: `Passed at attempt 2; before that: “pays”: no ${why}`,
    });
  });

  test('is no matter of what neither passed nor nearly passed', () => {
    const measured: Measured = { ...failed(), expectedStatus: 'skipped' } as Measured;
    expect(judged({ ...good, recordedAt, measured }).message).toBe('“pays”: no');
  });
});

test('an outage that explains a failure is told with it; one during a pass is not', () => {
  const health = [{ at: now, thirdParty: 'pay', up: false, detail: '503' }];
  const row = (evidence: EvidenceRecord) => judgeCheck(check(aTest), evidence, { ...context, health });
  expect(row({ ...good, measured: failed() }).message).toBe('“pays”: no (pay was down by its own probe: 503)');
  expect(row(good).message).toBe('Passed: 1 assertion.');
  const blamed: Measured = {
    kind: 'not-measured',
    reasonCode: 'third-party-down',
    attribution: 'third-party',
    message: 'x',
  };
  expect(row({ ...good, measured: blamed }).message).toBe('x');
});

test('without evidence, a third party that was down is named by what is known, and no outage is looked for', () => {
  const health = [{ at: now, thirdParty: 'pay', up: false, detail: '503' }];
  const problem = { check: 'journeys/a', reasonCode: 'third-party-down' as const, message: 'pay was never up' };
  const problems = new Map([[problem.check, problem]]);
  expect(judgeCheck(check(aTest), undefined, { ...context, health, problems })).toMatchObject({
    ...{ outcome: 'insufficient', attribution: 'third-party', message: 'pay was never up' },
  });
});
