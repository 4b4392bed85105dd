import { expect, test } from 'vitest';
import { verdict as verdictSchema } from '../records/verdict.js';
import { SetupError } from '../records/setup-error.js';
import { UsageError } from '../records/usage-error.js';
import { at, identity, planOf, row } from './decided.test-data.js';
import { endingOf, unfinishedVerdict, type Ending, type Unfinished } from './unfinished.js';

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

const unfinished = (change: Partial<Unfinished> = {}) =>
  unfinishedVerdict({
    ...{ gonogo: '0.1.0', runId: 'run-1', profile: 'full', startedAt: at, now: at, ending: { kind: 'not-started' } },
    ...change,
  });

test.each<[Ending, string, string, string]>([
  [{ kind: 'not-started' }, 'missing', 'harness', 'The run was begun, and has not come to its end.'],
  [{ kind: 'usage', message: 'unknown key "targt"' }, 'missing', 'harness', 'unknown key "targt"'],
  [
    { kind: 'setup-failed', message: 'no answer', reasonCode: 'wrong-release', attribution: 'environment' },
    ...(['mismatched', 'environment', 'no answer'] as const),
  ],
  [{ kind: 'interrupted', signal: 'SIGTERM' }, 'missing', 'harness', 'The run was interrupted by SIGTERM.'],
  [{ kind: 'defect', message: 'TypeError: x' }, 'missing', 'harness', 'gonogo itself is broken: TypeError: x'],
])('a run that ends as %j says so in its headline and in its one reason', (ending, outcome, attribution, message) => {
  const { headline, reasons } = unfinished({ ending });
  expect(headline).toBe(`INCONCLUSIVE: ${message}`);
  expect(reasons).toEqual([
    { check: 'run', outcome, reasonCode: reasons[0]?.reasonCode, attribution, message, also: [] },
  ]);
});

test.each([
  ['a usage error', new UsageError('no such key'), { kind: 'usage', message: 'no such key' }],
  [
    'a set-up error',
    new SetupError('no browser', 'staging-died', 'environment'),
    { kind: 'setup-failed', message: 'no browser', reasonCode: 'staging-died', attribution: 'environment' },
  ],
  ['what was thrown and is no error', 'rubbish', { kind: 'defect', message: 'rubbish' }],
  [
    'an error that nobody expected, with where it was thrown',
    Object.assign(new TypeError('x'), { stack: 'TypeError: x\n    at y' }),
    { kind: 'defect', message: 'TypeError: x\n    at y' },
  ],
  ['one without a stack', Object.assign(new TypeError('x'), { stack: undefined }), { kind: 'defect', message: 'x' }],
])('an ending is read from %s', (_, error, ending) => {
  expect(endingOf(error)).toEqual(ending);
});

test.each([
  ['no such key\nin staging.config.ts', 'no such key'],
  ['two flaws:\n  first\n  second\n', 'two flaws: first'],
  ['one flaw: the first', 'one flaw: the first'],
])('the headline of %j is one line', (message, line) => {
  const { headline, reasons } = unfinished({ ending: { kind: 'usage', message } });
  expect(headline).toBe(`INCONCLUSIVE: ${line}`);
  expect(reasons[0]?.message).toBe(message);
});

test('before there is a plan, nothing is claimed to be known', () => {
  expect(unfinished()).toMatchObject({
    ...{ gonogo: '0.1.0', runId: 'run-1', profile: 'full', verdict: 'INCONCLUSIVE', digests: null },
    subject: { name: '(unknown)', version: null, commit: null, digest: null, identity: 'none', requested: null },
    target: { name: '(none)', url: '(none)' },
    ...{ stages: [], checks: [], waivers: [], quarantine: [], approvals: [], notChecked: [] },
    counts: { planned: 0 },
  });
});

test('as far as there is a plan it is told, and what the config said comes before it', () => {
  const notChecked = [{ check: 'load/a', why: 'too long' }];
  const drawn = planOf([row('journeys/a', { tier: 'advisory', title: 'a guest pays' })]);
  const checks = drawn.checks.map((check) => ({ ...check, owner: 'Anna', impact: 'no sales' }));
  const plan = { ...drawn, checks, notChecked };
  const row1 = {
    ...{ id: 'journeys/a', title: 'a guest pays', stage: 'journeys', tier: 'advisory', outcome: 'missing' },
    ...{ reasonCode: 'not-started', attribution: 'harness', message: 'The run ended before this was judged.' },
    ...{ durationMs: 0, owner: 'Anna', impact: 'no sales', evidence: [] },
  };
  expect(unfinished({ plan })).toMatchObject({
    subject: { name: 'shop staging', requested: '2.4.0 (from --release)' },
    ...{ target: drawn.target, checks: [row1], notChecked, counts: { planned: 1, missing: 1 } },
    stages: [{ id: 'journeys', durationMs: 0, outcome: 'missing' }],
  });
  expect(unfinished({ plan: drawn }).checks[0]).not.toHaveProperty('owner');
  expect(unfinished({ plan: drawn }).checks[0]).not.toHaveProperty('impact');
  const target = { name: 'staging', url: 'http://127.0.0.1:2/' };
  expect(unfinished({ plan, name: 'shop', target })).toMatchObject({ subject: { name: 'shop' }, target });
});

test.each([
  ['2026-11-20T12:00:01.500Z', 1500],
  [at, 0],
  // A clock that was set back is no negative duration.
  ['2026-11-20T11:59:59.000Z', 0],
])('a run until %s took %i ms', (now, durationMs) => {
  expect(unfinished({ now })).toMatchObject({ durationMs, startedAt: at, finishedAt: now, judgedAt: now });
});
