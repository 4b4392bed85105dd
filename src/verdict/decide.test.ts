import { expect, test } from 'vitest';
import { attribution, outcome, tier, type Attribution, type Outcome, type Tier } from '../records/check.js';
import type { Plan } from '../records/plan.js';
import { policy } from '../records/policy.js';
import { verdict as verdictSchema, type Verdict } from '../records/verdict.js';
import type { Decision } from './decide.js';
import { at, decided as decideOn, digests, fellShort, identity, planOf, row } from './decided.test-data.js';
import { exitCodeOf } from './exit-codes.js';

/** Decided, and of its schema; verdict, exit code and reasons agree. */
function decided(...given: Parameters<typeof decideOn>): Verdict {
  const verdict = decideOn(...given);
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
  const verdict = decided([check, row('journeys/proven')], { policy: policy.parse({ version: 1, flakeBudget }) });
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
  ['another policy than the plan’s', { digests: { ...digests, policy: 'other' } }, 'configuration'],
  ['other waivers than the plan’s', { digests: { ...digests, waivers: 'other' } }, 'configuration'],
  ['another quarantine than the plan’s', { digests: { ...digests, quarantine: 'other' } }, 'configuration'],
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

test('the identity alone, though it always blocks, proves nothing either', () => {
  const judged = [row(identity), fellShort('journeys/a', 'failed', { tier: 'advisory' })];
  expect(decided([], { judged, plan: planOf(judged) }).verdict).toBe('INCONCLUSIVE');
});

test.each([
  ['smoke', 'GO'],
  ['standard', 'INCONCLUSIVE'],
  ['full', 'INCONCLUSIVE'],
] as const)('a required check that profile %s does not check: %s', (profile, word) => {
  const judged = [row(identity), row('journeys/a')];
  const notChecked = [{ check: 'load/x/p99', why: 'too few samples' }];
  const plan = { ...planOf(judged), profile, notChecked };
  const verdict = decided([], { judged, plan, policy: policy.parse({ version: 1, required: ['load/x/p99'] }) });
  expect(verdict.verdict).toBe(word);
});

test('rows are the plan’s rows: one that was not judged in its place is nobody’s pass', () => {
  const judged = [row(identity), row('journeys/a'), row('journeys/b'), row('journeys/b')];
  const verdict = decided([], {
    plan: planOf([...judged.slice(0, 3), row('journeys/c')]),
    judged: [...judged, row('journeys/unplanned')],
  });
  expect(verdict.checks.map(({ id, outcome: found }) => [id, found])).toEqual([
    [identity, 'passed'],
    ['journeys/a', 'passed'],
    ['journeys/b', 'passed'],
    ['journeys/c', 'missing'],
  ]);
  expect(verdict.verdict).toBe('INCONCLUSIVE');
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

test('a row that claims a waiver for what cannot be waived is none the better for it', () => {
  for (const found of outcome.options) {
    const check = fellShort('journeys/a', found, { waiver: 'SHOP-42' });
    const plain = fellShort('journeys/a', found);
    const wasWaived = decided([check, row('journeys/b')]).verdict;
    const allowed = found === 'failed' || found === 'flaky' ? 'GO' : decided([plain, row('journeys/b')]).verdict;
    expect([found, wasWaived]).toEqual([found, allowed]);
  }
  const aged = fellShort('journeys/a', 'flaky', { reasonCode: 'over-age', waiver: 'SHOP-42' });
  expect(decided([aged, row('journeys/b')]).verdict).toBe('NO-GO');
});
