import { expect, test } from 'vitest';
import { verdict as verdictSchema } from '../records/verdict.js';
import { at, identity, planOf, row } from './decided.test-data.js';
import { unfinishedVerdict, type Ending } from './unfinished.js';

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
