import { expect, test } from 'vitest';
import { attribution, outcome, tier, type Attribution, type Outcome, type Tier } from '../records/check.js';
import { plan as planSchema, type Plan } from '../records/plan.js';
import { policy } from '../records/policy.js';
import { verdict as verdictSchema, type JudgedCheck } from '../records/verdict.js';
import { decide, type Decision } from './decide.js';
import { exitCodeOf } from './exit-codes.js';
import { unfinishedVerdict, type Ending } from './unfinished.js';

const at = '2026-11-20T12:00:00.000Z';
const identity = 'environment/release-identity';

function row(id: string, change: Partial<JudgedCheck> = {}): JudgedCheck {
  const stage = id.slice(0, id.indexOf('/'));
  return {
    id,
    title: id,
    stage,
    tier: 'blocking',
    outcome: 'passed',
    message: 'Passed.',
    durationMs: 1,
    evidence: [],
    ...change,
  };
}

function fellShort(id: string, found: Outcome, change: Partial<JudgedCheck> = {}): JudgedCheck {
  return row(id, {
    outcome: found,
    reasonCode: 'assertion-failed',
    attribution: 'product',
    message: 'It is not so.',
    ...change,
  });
}

function planOf(rows: readonly JudgedCheck[]): Plan {
  const source = { kind: 'test', file: 'a.spec.ts', line: 1, project: 'journeys', title: 'a' } as const;
  return planSchema.parse({
    ...{
      schemaVersion: 1,
      runId: 'run-1',
      createdAt: at,
      gonogo: '0.1.0',
      profile: 'smoke',
      partial: false,
      gatherings: [],
      notChecked: [],
    },
    requested: { release: '2.4.0', origin: '--release' },
    target: { name: 'shop staging', url: 'http://127.0.0.1:1/' },
    checks: rows.map(({ id, title, stage, tier: planned }) => {
      return {
        id,
        title,
        stage,
        tier: planned,
        thirdParties: [],
        source: id === identity ? { kind: 'identity' } : source,
      };
    }),
    ...{ digests: { config: 'c', policy: 'p' }, tools: {} },
  });
}

function decided(others: JudgedCheck[], change: Partial<Decision> = {}) {
  const judged = [row(identity), ...others];
  const looks = [
    { at, phase: 'before', result: { kind: 'answered', identity: { version: '2.4.0', commit: 'abcdef0' } } },
  ] as const;
  const verdict = decide({
    ...{
      gonogo: '0.1.0',
      plan: planOf(judged),
      policy: policy.parse({ version: 1 }),
      judged,
      problems: [],
      identity: looks,
      now: at,
    },
    facts: { name: 'shop', startedAt: at, finishedAt: at, durationMs: 1234.56789, identityDeclared: false },
    stageDurations: new Map([['journeys', 1 / 3]]),
    digests: { plan: 'l', policy: 'p', evidence: 'e' },
    ...change,
  });
  expect(verdictSchema.parse(verdict)).toEqual(verdict);
  expect(verdict.exitCode).toBe(exitCodeOf[verdict.verdict]);
  expect(verdict.reasons.length === 0).toBe(verdict.verdict === 'GO');
  return verdict;
}

/** The contract's table, written out a second time. */
function contract(found: Outcome, whose: Attribution, of: Tier, budget: number): string {
  if (of === 'advisory' || found === 'passed') return 'GO';
  if (found === 'failed') return whose === 'third-party' || whose === 'harness' ? 'INCONCLUSIVE' : 'NO-GO';
  if (found === 'flaky') return budget > 0 ? 'GO' : 'NO-GO';
  return 'INCONCLUSIVE';
}

const cases = outcome.options.flatMap((found) =>
  attribution.options.flatMap((whose) =>
    tier.options.flatMap((of) => [0, 1].map((budget) => [found, whose, of, budget] as const)),
  ),
);

test.each(cases)('%s (%s), %s, with a flake budget of %i', (found, whose, of, flakeBudget) => {
  const check =
    found === 'passed'
      ? row('journeys/a', { tier: of })
      : fellShort('journeys/a', found, { tier: of, attribution: whose });
  const verdict = decided([check], { policy: policy.parse({ version: 1, flakeBudget }) });
  expect(verdict.verdict).toBe(contract(found, whose, of, flakeBudget));
  expect(verdict.checks[1]).toEqual(check);
});

test('a NO-GO outranks what is inconclusive, and its causes come first', () => {
  const verdict = decided(
    [fellShort('journeys/a', 'missing', { reasonCode: 'no-evidence' }), fellShort('journeys/b', 'failed')],
    {
      problems: [{ check: 'run', reasonCode: 'script-threw', message: 'teardown' }],
    },
  );
  expect(verdict.verdict).toBe('NO-GO');
  expect(verdict.reasons.map(({ check }) => check)).toEqual(['journeys/b', 'run', 'journeys/a']);
});

test('one more flake than the budget makes each of them a cause; within it they are named in the headline', () => {
  const flakes = ['journeys/a', 'journeys/b'].map((id) => fellShort(id, 'flaky', { reasonCode: 'passed-on-retry' }));
  expect(decided(flakes, { policy: policy.parse({ version: 1, flakeBudget: 1 }) }).verdict).toBe('NO-GO');
  const go = decided(flakes, { policy: policy.parse({ version: 1, flakeBudget: 2 }) });
  expect(go.headline).toBe(
    'GO (smoke): shop 2.4.0 may go. 1 of 3 blocking checks passed. Flaky within the budget: journeys/a, journeys/b.',
  );
  const aged = flakes.map((flake) => ({ ...flake, reasonCode: 'over-age' as const }));
  expect(decided(aged, { policy: policy.parse({ version: 1, flakeBudget: 2 }) }).verdict).toBe('INCONCLUSIVE');
});

test.each<[string, Partial<Decision> | ((plan: Plan) => Partial<Plan>), string]>([
  ['a partial run', () => ({ partial: true }), 'partial-run'],
  [
    'a required check that is not planned',
    { policy: policy.parse({ version: 1, required: ['journeys/gone'] }) },
    'no-tests',
  ],
  ['another policy than the plan’s', { digests: { plan: 'l', policy: 'q', evidence: 'e' } }, 'configuration'],
  [
    'a plan without the check of the release',
    (plan) => ({ checks: plan.checks.filter(({ id }) => id !== identity) }),
    'no-identity',
  ],
  [
    'a problem of the run',
    { problems: [{ check: 'run', reasonCode: 'evidence-removed', message: 'gone' }] },
    'evidence-removed',
  ],
  [
    'a problem of a check that nobody planned',
    { problems: [{ check: 'journeys/x', reasonCode: 'unparsable', message: '?' }] },
    'unparsable',
  ],
  ['a check that was planned twice', (plan) => ({ checks: [...plan.checks, ...plan.checks] }), 'defect'],
])('%s is never GO', (_, change, reasonCode) => {
  const judged = [row(identity), row('journeys/a')];
  const decision = typeof change === 'function' ? { plan: { ...planOf(judged), ...change(planOf(judged)) } } : change;
  const verdict = decided([row('journeys/a')], decision);
  expect([verdict.verdict, verdict.reasons[0]?.check, verdict.reasons[0]?.reasonCode]).toEqual([
    'INCONCLUSIVE',
    'run',
    reasonCode,
  ]);
});

test('a plan of nothing but advice proves nothing', () => {
  const judged = [row(identity, { tier: 'advisory' })];
  expect(decided([], { judged, plan: planOf(judged) }).verdict).toBe('INCONCLUSIVE');
});

test('rows are the plan’s rows: one that was not judged, or twice, is nobody’s pass', () => {
  const judged = [row(identity), row('journeys/a'), row('journeys/b'), row('journeys/b')];
  const verdict = decided([], {
    plan: planOf([...judged.slice(0, 3), row('journeys/c')]),
    judged: [...judged, row('journeys/unplanned')],
  });
  expect(verdict.checks.map(({ id, outcome: found }) => [id, found])).toEqual([
    [identity, 'passed'],
    ['journeys/a', 'passed'],
    ['journeys/b', 'missing'],
    ['journeys/c', 'missing'],
  ]);
  expect(verdict.verdict).toBe('INCONCLUSIVE');
});

test('checks with one cause are one reason, headed by the one that failed after the fewest steps', () => {
  const failure = (id: string, stepsBefore: number, message: string, failingStep = 'pays') =>
    fellShort(id, 'failed', { stepsBefore, failingStep, message });
  const verdict = decided([
    failure('journeys/a', 5, 'no "Thank you" after 5000 ms'),
    failure('journeys/b', 2, 'no "Danke" after 5001 ms'),
    failure('journeys/c', 2, 'no "Thank you" after 5000 ms'),
    failure('journeys/d', 1, 'no "Thank you" after 5000 ms', 'searches'),
    failure('journeys/e', 4, 'connect ECONNREFUSED 127.0.0.1:8080', 'signs in'),
    failure('journeys/f', 3, 'page.goto: net::ERR_CONNECTION_REFUSED at /cart'),
  ]);
  expect(verdict.reasons.map(({ check, also }) => [check, ...also])).toEqual([
    ['journeys/d'],
    ['journeys/b', 'journeys/c', 'journeys/a'],
    ['journeys/f', 'journeys/e'],
  ]);
  expect(verdict.headline).toBe(
    'NO-GO (smoke): shop 2.4.0 must not go. journeys/d: no "Thank you" after 5000 ms. 2 more causes.',
  );
});

test('what a failed test could not measure has the test’s cause', () => {
  const judged = [
    row(identity),
    fellShort('journeys/a', 'failed'),
    fellShort('journeys/a@accessible', 'missing', { reasonCode: 'no-evidence' }),
  ];
  const plan = planOf(judged);
  const checks = plan.checks.map((check) =>
    check.id.endsWith('@accessible')
      ? { ...check, source: { kind: 'derived' as const, of: 'journeys/a', tag: '@accessible' as const } }
      : check,
  );
  expect(decided([], { judged, plan: { ...plan, checks } }).reasons).toMatchObject([
    { check: 'journeys/a', also: ['journeys/a@accessible'] },
  ]);
});

test('the subject is what staging said, and where answers differ there is none', () => {
  expect(decided([]).subject).toEqual({
    ...{
      name: 'shop',
      version: '2.4.0',
      commit: 'abcdef0',
      digest: null,
      identity: 'observed',
      requested: '2.4.0 (from --release)',
    },
  });
  const looks = ['2.4.0', '2.3.9'].map((version) => ({
    at,
    phase: 'before' as const,
    result: { kind: 'answered' as const, identity: { version, commit: 'abcdef0' } },
  }));
  expect(decided([], { identity: looks }).subject).toMatchObject({ version: null, commit: 'abcdef0' });
  expect(decided([], { identity: [] }).subject).toMatchObject({ version: null, identity: 'none' });
});

test('figures have six significant digits, counts add up, and a stage shows its worst', () => {
  const verdict = decided([
    row('journeys/a'),
    fellShort('journeys/b', 'failed'),
    fellShort('load/c', 'failed', { tier: 'advisory' }),
  ]);
  expect(verdict.durationMs).toBe(1234.57);
  expect(verdict.stages.map(({ id, outcome: worst, durationMs }) => [id, worst, durationMs])).toEqual([
    ['environment', 'passed', 0],
    ['journeys', 'failed', 0.333333],
    ['load', 'failed', 0],
  ]);
  expect(verdict.counts).toMatchObject({ planned: 4, passed: 2, failed: 2 });
});

test.each<[Ending, number, string]>([
  [{ kind: 'not-started' }, 3, 'not-started'],
  [{ kind: 'usage', message: 'unknown key "targt"' }, 2, 'configuration'],
  [
    { kind: 'setup-failed', message: 'no browser', reasonCode: 'setup-failed', attribution: 'harness' },
    3,
    'setup-failed',
  ],
  [{ kind: 'interrupted', signal: 'SIGINT' }, 130, 'interrupted'],
  [{ kind: 'interrupted', signal: 'SIGTERM' }, 143, 'interrupted'],
  [{ kind: 'defect', message: 'TypeError' }, 70, 'defect'],
])('a run that ends as %j is INCONCLUSIVE with exit code %i', (ending, exitCode, reasonCode) => {
  const run = { gonogo: '0.1.0', runId: 'run-1', profile: null, startedAt: at, now: at, ending };
  for (const plan of [undefined, planOf([row(identity), row('journeys/a')])]) {
    const verdict = unfinishedVerdict(plan === undefined ? run : { ...run, plan });
    expect(verdictSchema.parse(verdict)).toEqual(verdict);
    expect([verdict.verdict, verdict.exitCode, verdict.reasons[0]?.reasonCode]).toEqual([
      'INCONCLUSIVE',
      exitCode,
      reasonCode,
    ]);
    expect(verdict.checks.map(({ outcome: found }) => found)).toEqual(plan === undefined ? [] : ['missing', 'missing']);
  }
});
