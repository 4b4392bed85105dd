import { expect, test } from 'vitest';
import type { Plan } from '../records/plan.js';
import { policy } from '../records/policy.js';
import type { Problem } from '../records/problem.js';
import type { JudgedCheck } from '../records/verdict.js';
import { decided, fellShort, identity, planOf, row } from './decided.test-data.js';
import { reasonsOf, type Blocker } from './reasons.js';

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

test('the cause that hits what the policy requires comes first, in the order in which it is required', () => {
  const checks = [
    fellShort('journeys/a', 'failed', { stepsBefore: 1, message: 'a' }),
    fellShort('journeys/b', 'failed', { stepsBefore: 2, message: 'b' }),
    fellShort('journeys/c', 'failed', { stepsBefore: 3, message: 'c' }),
    fellShort('journeys/d', 'failed', { stepsBefore: 2, message: 'b' }),
    fellShort('journeys/e', 'insufficient', { message: 'e' }),
  ];
  const required = ['journeys/e', 'journeys/c', 'journeys/d'];
  const { reasons } = decided(checks, { policy: policy.parse({ version: 1, required }) });
  expect(reasons.map(({ check, also }) => [check, ...also])).toEqual([
    ['journeys/c'],
    ['journeys/b', 'journeys/d'],
    ['journeys/a'],
    ['journeys/e'],
  ]);
});

test('the first cause is named by its title, with its id', () => {
  const { headline } = decided([
    fellShort('journeys/a', 'failed', { title: 'a guest pays', message: 'no thanks' }),
    fellShort('journeys/b', 'failed', { title: 'a member pays', message: 'no thanks' }),
  ]);
  expect(headline).toBe(
    'NO-GO (smoke): shop 2.4.0 must not go. “a guest pays” (journeys/a) (and 1 more by the same cause): no thanks.',
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

const noGo = (check: JudgedCheck): Blocker => ({ check, effect: 'NO-GO' });
const unsure = (check: JudgedCheck): Blocker => ({ check, effect: 'INCONCLUSIVE' });
const emptyPlan: Plan = { ...planOf([row(identity)]), checks: [] };

/** Head and others of each reason. */
function heads(blockers: Blocker[], problems: Problem[] = [], required: string[] = [], plan = emptyPlan): string[][] {
  return reasonsOf(blockers, problems, plan, required).map(({ check, also }) => [check, ...also]);
}

test('a reason says of its head what the check says of itself', () => {
  const check = fellShort('a/x', 'failed', { reasonCode: 'findings', attribution: 'data', message: 'names' });
  expect(reasonsOf([noGo(check)], [], emptyPlan, [])).toEqual([
    { check: 'a/x', outcome: 'failed', reasonCode: 'findings', attribution: 'data', message: 'names', also: [] },
  ]);
  const bare = { ...check, reasonCode: undefined, attribution: undefined };
  expect(reasonsOf([noGo(bare)], [], emptyPlan, [])).toMatchObject([{ reasonCode: 'defect', attribution: 'product' }]);
});

test('without blockers and problems there is no reason', () => {
  expect(heads([], [], ['a/x'])).toEqual([]);
});

test('checks without steps come after those with steps, and among themselves in the order of the plan', () => {
  const [x, y, z] = ['a/x', 'a/y', 'a/z'].map((id) => fellShort(id, 'failed'));
  expect(heads([x!, y!, { ...z!, stepsBefore: 7 }].map(noGo))).toEqual([['a/z', 'a/x', 'a/y']]);
  const none = { ...z!, stepsBefore: 0 };
  expect(heads([{ ...x!, stepsBefore: 1 }, none].map(noGo))).toEqual([['a/z', 'a/x']]);
});

test('causes that fail equally deep come in the order of the plan', () => {
  const failures = ['a/x', 'a/y', 'a/z'].map((id) => noGo(fellShort(id, 'failed', { message: id, stepsBefore: 2 })));
  expect(heads(failures)).toEqual([['a/x'], ['a/y'], ['a/z']]);
  expect(heads(failures.toReversed())).toEqual([['a/z'], ['a/y'], ['a/x']]);
});

test('a cause stands where its head does, not where its first check does', () => {
  const of = (id: string, message: string, stepsBefore: number) =>
    noGo(fellShort(id, 'failed', { message, stepsBefore }));
  const deepFirst = [of('a/w', 'one', 9), of('a/x', 'two', 2), of('a/y', 'one', 2)];
  expect(heads(deepFirst)).toEqual([['a/x'], ['a/y', 'a/w']]);
  expect(heads([...deepFirst, of('a/z', 'three', 2)])).toEqual([['a/x'], ['a/y', 'a/w'], ['a/z']]);
});

test('what the same check would say of a NO-GO and of a doubt are two reasons, with the run’s problems between', () => {
  const problem: Problem = { check: 'run', reasonCode: 'script-threw', message: 'teardown' };
  const [first, second] = [fellShort('a/x', 'missing'), fellShort('a/y', 'missing')];
  expect(heads([unsure(first), noGo(second)], [problem])).toEqual([['a/y'], ['run'], ['a/x']]);
});

test('a required check leads its cause to the front, wherever it stands in it, but never past a NO-GO', () => {
  const of = (id: string, message: string) => fellShort(id, 'failed', { message });
  const failures = [of('a/u', 'one'), of('a/v', 'two'), of('a/w', 'three'), of('a/x', 'two')].map(noGo);
  expect(heads(failures, [], ['a/w', 'a/x'])).toEqual([['a/w'], ['a/v', 'a/x'], ['a/u']]);
  const doubt = unsure(of('a/y', 'four'));
  expect(heads([...failures.slice(0, 1), doubt], [], ['a/y'])).toEqual([['a/u'], ['a/y']]);
});

test('problems of one kind are one reason that counts them, and the same said twice counts once', () => {
  const line = (message: string): Problem => ({ check: 'run', reasonCode: 'unparsable', message });
  const threw: Problem = { check: 'run', reasonCode: 'script-threw', message: 'teardown' };
  expect(reasonsOf([], [line('line 9'), threw, line('line 2'), line('line 9')], emptyPlan, [])).toEqual([
    {
      ...{ check: 'run', outcome: 'errored', reasonCode: 'unparsable', attribution: 'harness', also: [] },
      message: 'line 2 (and 1 more of the kind)',
    },
    {
      ...{ check: 'run', outcome: 'errored', reasonCode: 'script-threw', attribution: 'harness', also: [] },
      message: 'teardown',
    },
  ]);
});

test('only what was not measured shares its test’s cause; findings of their own, or of a test that is fine, do not', () => {
  const tag = '@accessible';
  const plan = planOf([row('a/x'), row(`a/x${tag}`)]);
  const checks = plan.checks.map((check) =>
    check.id === 'a/x' ? check : { ...check, source: { kind: 'derived' as const, of: 'a/x', tag } as const },
  );
  const parent = noGo(fellShort('a/x', 'failed'));
  const missing = unsure(fellShort(`a/x${tag}`, 'missing', { reasonCode: 'no-evidence' }));
  const findings = noGo(fellShort(`a/x${tag}`, 'failed', { reasonCode: 'findings' }));
  expect(heads([parent, missing], [], [], { ...plan, checks })).toEqual([['a/x', `a/x${tag}`]]);
  expect(heads([parent, findings], [], [], { ...plan, checks })).toEqual([['a/x'], [`a/x${tag}`]]);
  expect(heads([missing], [], [], { ...plan, checks })).toEqual([[`a/x${tag}`]]);
  // Such a cause is the test's through and through: headed by it, and as grave as it.
  const problem: Problem = { check: 'run', reasonCode: 'script-threw', message: 'teardown' };
  const both = ['a/x', `a/x${tag}`];
  expect(heads([missing, parent], [problem], [], { ...plan, checks })).toEqual([both, ['run']]);
  const steps = [noGo({ ...parent.check, stepsBefore: 3 }), unsure({ ...missing.check, stepsBefore: 0 })];
  expect(heads(steps, [problem], [], { ...plan, checks })).toEqual([both, ['run']]);
});
