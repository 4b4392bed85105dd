import { describe, expect, test } from 'vitest';
import { evidenceRecord } from '../records/evidence.js';
import { parseLimit } from '../records/limit-expression.js';
import type { PlannedCheck, Resumption, Source } from '../records/plan.js';
import { policy } from '../records/policy.js';
import { comparedWith, quiet } from './compared.test-data.js';
import type { JudgingContext } from './context.js';
import { judgeCheck } from './judge-check.js';
import { gatesThatCannotGoRed, knownBadRecords } from './known-bad.js';

const now = '2026-11-20T12:00:00.000Z';
const context: JudgingContext = {
  ...{ runId: 'run-1', requested: { release: '2.4.0', origin: '--release' }, profile: 'standard', now },
  ...{ policy: policy.parse({ version: 1, evidenceMaxAgeHours: 6 }), health: [], problems: new Map() },
};
const ofLimit = (metric: string, expression: string): Source => ({
  ...{ kind: 'limit', file: 'load/rush.k6.ts', tool: 'k6' },
  limit: parseLimit(metric, expression),
});
const checkOf = (source: Source): PlannedCheck => ({
  ...{ id: 'journeys/a', title: 'a', stage: 'journeys', tier: 'blocking', thirdParties: [] },
  source,
});

/** The reason that the judge gives for each known-bad record. */
function reasons(source: Source, change: Partial<JudgingContext> = {}): Record<string, string | undefined> {
  const check = checkOf(source);
  const all = knownBadRecords(check, { ...context, ...change });
  return Object.fromEntries(
    all.map(({ flaw, evidence }) => [flaw, judgeCheck(check, evidence, { ...context, ...change }).reasonCode]),
  );
}

const ofAll = {
  nothing: 'no-evidence',
  'the record of another run': 'wrong-run',
  'a record that the plan does not keep': 'wrong-run',
  'an old record': 'over-age',
};
const loadFlaws = {
  'a value beyond the limit': 'limit-exceeded',
  'iterations cut off': 'iterations-cut-off',
  'requests that never left': 'configuration',
  'no sample': 'zero-samples',
};
const comparisonFlaws = {
  'no statistic': 'invalid-number',
  'iterations cut off': 'iterations-cut-off',
  'requests that never left': 'configuration',
  'no sample': 'zero-samples',
  'a generator that stood still': 'generator-saturated',
};
const aTest: Source = { kind: 'test', file: 'suites/a.spec.ts', line: 3, project: 'journeys', title: 'a' };

const kinds: [source: Source, flaws: Record<string, string>][] = [
  [
    aTest,
    {
      ...{ 'a failure': 'assertion-failed', 'a time-out': 'step-timed-out', 'a skip': 'skipped-by-test' },
      ...{ 'an interruption': 'interrupted', 'no assertion': 'no-assertions' },
    },
  ],
  [
    { kind: 'derived', of: 'journeys/a', tag: '@accessible' },
    { 'a finding': 'findings', 'no page': 'no-evidence' },
  ],
  [ofLimit('own', 'p(95)<800'), loadFlaws],
  [ofLimit('checks', 'rate>0.9'), loadFlaws],
  [ofLimit('orders', 'count>=5'), loadFlaws],
  [comparedWith(quiet), { ...comparisonFlaws, 'a value at the margin': 'interval-straddles-limit' }],
  [
    comparedWith([], { with: 'previous' }),
    {
      ...{ 'a value beyond the margin': 'slower-than-before', 'too few pairs': 'too-few-samples' },
      ...{ 'no pair': 'too-few-samples', 'iterations cut off': 'iterations-cut-off' },
      ...{ 'requests that never left': 'configuration', 'no sample': 'zero-samples' },
      'a generator that stood still': 'generator-saturated',
    },
  ],
  [
    comparedWith([], { with: 'itself' }),
    {
      ...{ 'a value beyond the margin': 'slower-than-itself', 'too few pairs': 'too-few-samples' },
      ...{ 'no pair': 'too-few-samples', 'iterations cut off': 'iterations-cut-off' },
      ...{ 'requests that never left': 'configuration', 'no sample': 'zero-samples' },
      'a generator that stood still': 'generator-saturated',
    },
  ],
  [
    comparedWith([], { with: 'previous', counter: 'process_cpu_seconds_total' }),
    {
      ...{ 'a value beyond the margin': 'slower-than-before', 'too few pairs': 'too-few-samples' },
      ...{ 'no pair': 'too-few-samples', 'costs that nobody read': 'invalid-number' },
      ...{ 'iterations cut off': 'iterations-cut-off', 'no sample': 'zero-samples' },
      ...{ 'requests that never left': 'configuration', 'a generator that stood still': 'generator-saturated' },
    },
  ],
  [
    {
      ...{ kind: 'capacity', file: 'load/rush.k6.ts', tool: 'k6', atLeast: 2, most: 16, peakRate: 25 },
      limits: [{ check: 'load/rush/p95', limit: parseLimit('http_req_duration', 'p(95)<800') }],
    },
    {
      ...{ 'a limit that is exceeded': 'limit-exceeded', 'less load than is asked for': 'too-few-samples' },
      ...{ 'load that was not confirmed': 'too-few-samples', 'no run': 'too-few-samples' },
      ...{ 'a limit that was not measured': 'no-evidence', 'iterations cut off': 'iterations-cut-off' },
      ...{ 'requests that never left': 'configuration', 'no sample': 'zero-samples' },
      'a generator that stood still': 'generator-saturated',
    },
  ],
  [
    {
      ...{ kind: 'under-load', walks: 'journeys/a', file: 'load/rush.k6.ts', tool: 'k6', among: 1 },
      test: { file: 'suites/a.spec.ts', line: 3, project: 'journeys', title: 'a' },
      margin: { relative: 0.5, absolute: 0 },
    },
    {
      ...{ 'a value beyond the margin': 'slower-under-load', 'a failure under load': 'assertion-failed' },
      ...{ 'a failure without load': 'fails-without-load', 'no page': 'zero-samples' },
      ...{ 'too few pairs': 'too-few-samples', 'no pair': 'too-few-samples' },
      ...{ 'a load that was over too early': 'load-missing', 'a load that was never sent': 'load-missing' },
      ...{ 'dropped iterations': 'dropped-iterations', 'a generator that stood still': 'generator-saturated' },
    },
  ],
  ...(['http_req_duration', 'process_resident_memory_bytes'] as const).map((metric): (typeof kinds)[number] => [
    { kind: 'steady', file: 'load/rush.k6.ts', tool: 'k6', metric, atMostPercentPerHour: 10_000 },
    {
      ...{ 'growth beyond what may be': 'grows', 'less and less load': 'interval-straddles-limit' },
      ...{ 'no request': 'zero-samples', 'too short a run': 'too-few-samples' },
      ...{ 'load that was never sent': 'dropped-iterations', 'iterations cut off': 'iterations-cut-off' },
      ...{ 'requests that never left': 'configuration', 'requests without an answer': 'too-few-samples' },
      'a generator that stood still': 'generator-saturated',
      ...(metric === 'http_req_duration'
        ? {}
        : { 'a gauge that was not read': 'no-evidence', 'a gauge that fell silent': 'no-evidence' }),
    },
  ]),
  // Nothing can pass that has nothing to be compared with.
  [
    comparedWith(quiet.slice(0, 4)),
    {
      ...{ ...comparisonFlaws, 'an old record': 'no-baseline', 'a value at the margin': 'no-baseline' },
      'a generator that stood still': 'no-baseline',
    },
  ],
  [
    { kind: 'foreign', format: 'junit' },
    {
      ...{ 'a failure': 'assertion-failed', 'a skip': 'skipped-by-test', 'a flake': 'passed-on-retry' },
      ...{ 'no tests': 'no-tests', 'counts that disagree': 'counts-disagree' },
      ...{ 'an exit code that says otherwise': 'counts-disagree', 'a shortfall': 'zero-samples' },
    },
  ],
  [
    { kind: 'identity' },
    {
      ...{ 'another release': 'wrong-release', 'a deploy in the middle': 'subject-changed' },
      'no answer': 'no-identity',
    },
  ],
];

describe('known-bad evidence', () => {
  test.each(kinds)('of $kind is refused for the very flaw that it has', (source, flaws) => {
    expect(reasons(source)).toEqual({ ...ofAll, ...flaws });
  });

  test.each(kinds)('of $kind is well-formed: nothing but its flaw is wrong with it', (source) => {
    for (const { flaw, evidence } of knownBadRecords(checkOf(source), context)) {
      if (evidence === undefined) continue;
      expect([flaw, evidenceRecord.safeParse(evidence).error?.issues]).toEqual([flaw, undefined]);
    }
  });

  test('is an hour older than evidence may be', () => {
    const old = knownBadRecords(checkOf(aTest), context).find(({ flaw }) => flaw === 'an old record');
    expect(old?.evidence?.recordedAt).toBe('2026-11-20T05:00:00.000Z');
  });

  test('is of the run that a resumed plan does not take it from', () => {
    const subject = { version: '2.4.0', commit: '2.4.0' };
    const resumes: Resumption = {
      ...{ runId: 'run-0', attempt: 2, plan: 'l', evidence: 'e', subject },
      kept: {},
    };
    const runOfUnkept = (kept: Record<string, string>) =>
      knownBadRecords(checkOf(aTest), { ...context, resumes: { ...resumes, kept } })[2]?.evidence?.runId;
    expect(runOfUnkept({})).toBe('run-0');
    expect(runOfUnkept({ 'journeys/a': 'run-0' })).toBe('run-1');
    expect(reasons(aTest, { resumes })).toMatchObject(ofAll);
  });
});

test('a gate that cannot go red is named with everything that it lets pass', () => {
  const blind = checkOf(ofLimit('http_req_failed', 'rate<=1'));
  const sound = checkOf(aTest);
  expect(gatesThatCannotGoRed([sound, blind], context)).toEqual([
    {
      ...{ check: 'journeys/a', reasonCode: 'cannot-go-red' },
      message: 'It cannot go red: it passes with a value beyond the limit.',
    },
  ]);
});
