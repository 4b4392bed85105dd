import { expect, test } from 'vitest';
import type { Measured } from '../records/evidence.js';
import { parseLimit } from '../records/limit-expression.js';
import type { PlannedCheck, Source } from '../records/plan.js';
import { policy as policySchema } from '../records/policy.js';
import { comparedWith, quiet } from './compared.test-data.js';
import { explanationOf } from './explanation.js';
import { spread } from './flip.js';
import { countsOf, goodRecord, measuredAs, pairsAs } from './good-record.js';

const now = '2026-11-20T12:00:00.000Z';
const context = {
  ...{ runId: 'run-1', requested: { release: '2.4.0', origin: '--release' as const }, profile: 'standard' as const },
  ...{ policy: policySchema.parse({ version: 1 }), now, health: [], problems: new Map(), resumes: undefined },
};

const aTest: Source = { kind: 'test', file: 'suites/a.spec.ts', line: 3, project: 'journeys', title: 'a' };

function checkOf(source: Source): PlannedCheck {
  return {
    ...{ id: 'load/rush/pay', title: 'pay', stage: 'load', tier: 'blocking', thirdParties: [] },
    source,
  };
}

/** What is said of a check, line by line: its word in the margin, and the text. */
function lines(source: Source, change: (good: Measured) => Measured = (good) => good, policy = context.policy) {
  const check = checkOf(source);
  const good = goodRecord(check, context);
  return [...explanationOf(check, { ...good, measured: change(good.measured) }, { ...context, policy })];
}

/** The same by the word, of which each is said once. */
function said(source: Source, change?: (good: Measured) => Measured): Record<string, string> {
  return Object.fromEntries(lines(source, change));
}

const limit = (metric: string, expression: string): Extract<Source, { kind: 'limit' }> => ({
  ...{ kind: 'limit', file: 'load/rush.k6.ts', tool: 'k6' },
  limit: parseLimit(metric, expression),
});

test('a limit says its rule, interval, n, and both counts at which it would flip', () => {
  const source = limit('http_req_failed', 'rate<0.01');
  const empty = Array.from({ length: 60 }, () => ({ samples: 40, beyond: 0 }));
  const words = said(source, () => ({
    ...{ ...countsOf(source.limit, 0), samples: 2400, beyond: 12 },
    blocks: spread(empty, 12, 0),
  }));
  expect(words).toEqual({
    rule: 'http_req_failed rate<0.01: at most 1 % of all samples on the wrong side, proven at 95 % by their counts (exact binomial bounds)',
    measured: '12 of 2400 samples are on the wrong side',
    interval: '0.289 % to 0.809 %, each bound at 95 %',
    n: '2400, worth 2400 independent ones (design effect 1, from 60 seconds); proof takes at least 299',
    budget: '50 % of the error budget used (12 of 24 samples), 95 % sure of at most 80.9 %',
    flips: 'it would fail from 33 of 2400 beyond; has 12; would be proven within up to 15',
    age: 'recorded 2026-11-20T12:00:00.000Z; a pass is stale from 2026-11-21T12:00:00.000Z on (24 h)',
  });
});

test('a limit that so few samples cannot prove says how many would', () => {
  const source = limit('http_req_failed', 'rate<0.01');
  const words = said(source, () => ({
    ...{ ...countsOf(source.limit, 0), samples: 100, beyond: 0 },
    blocks: [{ samples: 100, beyond: 0 }],
  }));
  expect(words['flips']).toContain('it would pass with no count, since proof takes 299 samples');
});

test('a limit on every sample, and one on a sum, say so', () => {
  expect(said(limit('own', 'max<9'))).toMatchObject({
    rule: 'own max<9: none of the samples may be on the wrong side',
    flips: expect.stringMatching(/^it would fail from 1 of \d+ beyond; has 0; would be proven within up to 0$/),
  });
  expect(said(limit('orders', 'count>=100'))).toMatchObject({
    rule: 'orders count>=100: the sum of all samples',
    flips: 'fails as soon as the sum is not >=100',
  });
});

test('a derived check says its pages and findings, of which none are allowed', () => {
  const source: Source = { kind: 'derived', of: 'journeys/a', tag: '@accessible' };
  expect(said(source)['measured']).toBe('1 page, 0 findings (0 allowed)');
  const findings = ['/', '/pay'].map((where) => ({ what: `no label\n\n${where}`, where }));
  expect(lines(source, () => ({ kind: 'derived', pages: 2, findings })).slice(0, -1)).toEqual([
    ['rule', 'no finding, on at least one page'],
    ['measured', '2 pages, 2 findings (0 allowed)'],
    ['finding', 'no label at /'],
    ['finding', 'no label at /pay'],
    ['flips', 'fails from 1 finding on; 0 pages are no evidence'],
  ]);
});

test('another tool’s report says its figures and failures, and what was not measured says why', () => {
  const source: Source = { kind: 'foreign', format: 'junit' };
  const failures = ['a', 'b'].map((title) => ({ title, message: `no ${title}\n\n at line 3` }));
  const counts = { tests: 10, passed: 1, failed: 2, flaky: 3, skipped: 4, exitCode: 5, failures };
  expect(lines(source, (good) => ({ ...good, ...counts })).slice(0, -1)).toEqual([
    ['rule', 'every test of the report passes, and its command ends with exit code 0'],
    ['measured', '10 in all: 1 passed, 2 failed, 3 flaky, 4 skipped; exit code 5'],
    ['failure', 'a: no a'],
    ['failure', 'b: no b'],
    ['flips', 'fails from 1 failure on, flaky from 1 flake on; a skip, no test or another exit code is no pass'],
  ]);
  const nothing = {
    kind: 'not-measured',
    reasonCode: 'setup-failed',
    attribution: 'harness',
    message: 'no browser',
  } as const;
  expect(lines({ kind: 'identity' }, () => nothing).slice(0, -1)).toEqual([['measured', 'nothing: no browser']]);
});

test('the release identity says each look, and what it was asked for', () => {
  const looks = [
    ['before', { kind: 'answered', identity: { version: '2.4.0', commit: 'abcdef0' } }],
    ['during', { kind: 'answered', identity: { version: '2.4.0', commit: 'abcdef0', digest: 'sha256:a' } }],
    ['during', { kind: 'unreachable', message: 'connect ECONNREFUSED' }],
    ['after', { kind: 'refused', status: 404, message: '/release.json answered 404' }],
  ] as const;
  const observations = looks.map(([phase, result]) => ({ at: now, phase, result }));
  expect(lines({ kind: 'identity' }, () => ({ kind: 'identity', observations })).slice(0, -1)).toEqual([
    ['rule', 'every answer is 2.4.0; each look before and after is answered, and one during'],
    ['look', `before ${now}: 2.4.0 (abcdef0)`],
    ['look', `during ${now}: 2.4.0 (abcdef0, sha256:a)`],
    ['look', `during ${now}: unreachable: connect ECONNREFUSED`],
    ['look', `after ${now}: refused: /release.json answered 404`],
    ['flips', 'on the first answer that names another release'],
  ]);
});

test('a test says each attempt, its failing step and error, and which attempts do not count', () => {
  const step = (title: string, depth: number, failed: boolean) => ({ title, depth, failed, durationMs: 1 });
  const rest = { startedAt: now, durationMs: 1, attachments: [] };
  const failed = {
    ...{ status: 'failed' as const, assertions: 2, errors: [{ message: 'Error: no stock\n\nlog' }], ...rest },
    steps: [step('signs in', 0, false), step('clicks', 1, true), step('pays', 0, true)],
  };
  const measured = (change: object = {}): Measured => ({
    ...{ kind: 'test', expectedStatus: 'passed' },
    attempts: [failed, { ...failed, status: 'skipped', assertions: 1, errors: [], steps: [] }, failed],
    ...change,
  });
  expect(
    lines(aTest, () => measured({ expectedStatus: 'failed', skipReason: 'later\n\nsome day' })).slice(0, -1),
  ).toEqual([
    ['rule', 'passes at its first attempt, with at least one assertion; 2 attempts at most'],
    ['marked', 'the suite expects it to be failed: that is never a pass'],
    ['skipped', 'later'],
    ['attempt 1', 'failed at “pays”, 2 assertions: no stock'],
    ['attempt 2', 'skipped, 1 assertion'],
    ['attempt 3', 'failed at “pays”, 2 assertions: no stock (beyond what the policy allows: it does not count)'],
    ['flips', 'flaky when an attempt fails and a later one passes (flakeBudget 0); fails when all 2 do'],
  ]);
  const once = policySchema.parse({ version: 1, attempts: 1, evidenceMaxAgeHours: 1.5 });
  expect(lines(aTest, (good) => good, once)).toEqual([
    ['rule', 'passes at its first attempt, with at least one assertion; 1 attempt at most'],
    ['attempt 1', 'passed, 1 assertion'],
    ['flips', 'fails when its one attempt does'],
    ['age', `recorded ${now}; a pass is stale from 2026-11-20T13:30:00.000Z on (1.5 h)`],
  ]);
});

test('evidence of no time that can be read says nothing of its age', () => {
  const record = { ...goodRecord(checkOf(aTest), context), recordedAt: 'yesterday' };
  const words = [...explanationOf(checkOf(aTest), record, context)].map(([word]) => word);
  expect(words).toEqual(['rule', 'attempt 1', 'flips']);
});

test('a limit on a duration says how late the generator was, where it tells', () => {
  const withLateness = (source: Extract<Source, { kind: 'limit' }>) =>
    said(source, () => {
      const counts = countsOf(source.limit, 0);
      return { ...counts, generator: { ...counts.generator, lateMs: [4] } };
    })['generator'];
  expect(withLateness(limit('http_req_duration', 'p(95)<800'))).toBe('itself late by up to 4 ms');
  expect(withLateness(limit('http_req_failed', 'rate<0.01'))).toBeUndefined();
  expect(said(limit('http_req_duration', 'p(95)<800'))['generator']).toBeUndefined();
});

test('a comparison says its rule, each earlier run, its interval, and both durations at which it would flip', () => {
  const source = comparedWith(quiet.slice(0, 5), { margin: { relative: 0.1, absolute: 2 }, among: 2 });
  const lateMs = [4];
  const measured = measuredAs(source, 101);
  const words = lines(source, () => ({ ...measured, generator: { ...measured.generator, lateMs } }));
  expect(words.filter(([word]) => word === 'before')).toEqual(
    [98, 99, 100, 101, 102].map((ms, run) => ['before', `${ms} ms in run-${run} (1.${run}.0)`]),
  );
  expect(Object.fromEntries(words)).toMatchObject({
    rule: "http_req_duration{name:pay}: at most 10 % or 2 ms worse than earlier runs, proven at 95 % by how much those differ (prediction interval of Student's t); worse for sure at 95 %, which 2 comparisons share",
    measured: '101 ms',
    interval: '1.01× the earlier runs, 0.96× to 1.05×; 1.10× may be',
    generator: 'itself 4 ms late',
    flips: 'it would pass below 106 ms; has 101 ms; it would fail above 115 ms',
  });
  const turned = (ms: number) => said(source, () => measuredAs(source, ms))['interval'];
  expect([turned(106), turned(115)]).toEqual([
    expect.stringMatching(/to 1\.10×;/),
    expect.stringMatching(/, 1\.10× to/),
  ]);
});

test('a comparison without runs or statistic says what there is', () => {
  const alone = comparedWith([]);
  expect(said(alone, () => measuredAs(alone, 101))).toEqual({
    rule: "http_req_duration{name:pay}: at most 10 % worse than earlier runs, proven at 95 % by how much those differ (prediction interval of Student's t); worse for sure at 95 %",
    measured: '101 ms',
    age: expect.any(String),
  });
  expect(said(alone, () => countsOf(alone.limit, 0))['measured']).toBe('nothing');
});

test('a comparison with the release before says its rule, each pair and the interval', () => {
  const source = comparedWith([], { with: 'previous', margin: { relative: 0.1, absolute: 2 } });
  const pairs = pairsAs(source, 1.05);
  const told = lines(source, () => pairs);
  expect(told.filter(([word]) => word === 'pair').map(([, text]) => text)).toEqual(
    [1, 2, 3, 4, 5, 6].map((nth) => `${nth}: 100 ms and 105 ms`),
  );
  expect(Object.fromEntries(told)).toMatchObject({
    rule: 'http_req_duration{name:pay}: at most 10 % or 2 ms worse than release before beside it, proven at 95 % by the ratios of the pairs (signed ranks, looked at after 6 and after 10); worse for sure at 95 %',
    interval: '1.05×, 1.05× to 1.05×; 1.10× may be',
  });
  const few = lines(source, () => ({ ...pairs, pairs: pairs.pairs.slice(0, 2) }));
  expect(few.map(([word]) => word)).toEqual(['rule', 'pair', 'pair', 'age']);
});
