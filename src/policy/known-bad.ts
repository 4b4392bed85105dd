import type { EvidenceRecord, Measured } from '../records/evidence.js';
import type { ForeignMeasured } from '../records/foreign.js';
import { isInPairs, type PlannedCheck } from '../records/plan.js';
import type { Problem } from '../records/problem.js';
import { marginOf } from '../statistics/margin.js';
import type { JudgingContext } from './context.js';
import { countsOf, goodRecord, look, measuredAs, samplesFor, usualOf } from './good-record.js';
import { judgeCheck } from './judge-check.js';
import { badCapacity, badLoad, badPairs, badWalks } from './known-bad-load.js';
import { badSteady } from './steady-record.js';

/** Evidence that must never pass, and what is wrong with it. */
export interface KnownBad {
  flaw: string;
  evidence: EvidenceRecord | undefined;
}

/** Known-bad evidence for one check: what every gate is tried with before it is trusted. */
export function knownBadRecords(check: PlannedCheck, context: JudgingContext): KnownBad[] {
  const good = goodRecord(check, context);
  const hourMs = 3_600_000;
  const tooLongAgo = Date.parse(context.now) - (context.policy.evidenceMaxAgeHours + 1) * hourMs;
  return [
    { flaw: 'nothing', evidence: undefined },
    { flaw: 'the record of another run', evidence: { ...good, runId: `not ${good.runId}` } },
    { flaw: 'a record that the plan does not keep', evidence: { ...good, runId: unkept(good, context) } },
    { flaw: 'an old record', evidence: { ...good, recordedAt: new Date(tooLongAgo).toISOString() } },
    ...badMeasured(check, good, context).map(([flaw, measured]) => ({ flaw, evidence: { ...good, measured } })),
  ];
}

/**
 * Tries every gate with known-bad evidence. One that lets any of it pass proves nothing by passing: that is a problem
 * of its check. This proves the judge, not the gathering.
 */
export function gatesThatCannotGoRed(checks: readonly PlannedCheck[], context: JudgingContext): Problem[] {
  return checks.flatMap((check) => {
    const passedWith = knownBadRecords(check, context)
      .filter(({ evidence }) => judgeCheck(check, evidence, context).outcome === 'passed')
      .map(({ flaw }) => flaw);
    if (passedWith.length === 0) return [];
    const message = `It cannot go red: it passes with ${passedWith.join(', with ')}.`;
    return [{ check: check.id, reasonCode: 'cannot-go-red' as const, message }];
  });
}

/** The run that a record of this check must not be from: the one that is gone on with, or this one where that one's is kept. */
function unkept({ runId }: EvidenceRecord, { resumes, ...context }: JudgingContext): string {
  if (resumes === undefined) return `before ${context.runId}`;
  return runId === context.runId ? resumes.runId : context.runId;
}

function badMeasured(
  { source }: PlannedCheck,
  { measured }: EvidenceRecord,
  { now, requested }: JudgingContext,
): [string, Measured][] {
  switch (source.kind) {
    case 'test':
      return measured.kind === 'test' ? badTests(measured) : [];
    case 'derived':
      return [
        ['a finding', { kind: 'derived', pages: 1, findings: [{ what: 'known bad', where: '/' }] }],
        ['no page', { kind: 'derived', pages: 0, findings: [] }],
      ];
    case 'limit': {
      // A sum a hair beyond its edge; of samples all, since how few would do is for the statistics to say.
      const wrong = samplesFor(source.limit);
      const good = countsOf(source.limit, 0);
      return [['a value beyond the limit', countsOf(source.limit, wrong)], ...badLoad(good, source.limit)];
    }
    case 'comparison': {
      if (isInPairs(source)) return badPairs(source);
      const usual = usualOf(source);
      const atMargin =
        usual *
        marginOf(
          source.margin,
          source.before.map(({ ms }) => ms),
        );
      return [
        ['a value at the margin', measuredAs(source, atMargin)],
        ['no statistic', countsOf(source.limit, 0)],
        ...badLoad(measuredAs(source, usual), source.limit),
      ];
    }
    case 'capacity':
      return badCapacity(source);
    case 'under-load':
      return badWalks(source, now);
    case 'steady':
      return badSteady(source);
    case 'foreign':
      return measured.kind === 'foreign' ? badReports(measured) : [];
    case 'identity': {
      const other = `not ${requested.release}`;
      const looks = (['before', 'during', 'after'] as const).map((phase) =>
        look(phase, now, phase === 'after' ? other : requested.release),
      );
      return [
        ['another release', { kind: 'identity', observations: looks.map(({ phase }) => look(phase, now, other)) }],
        ['a deploy in the middle', { kind: 'identity', observations: looks }],
        ['no answer', { kind: 'identity', observations: [] }],
      ];
    }
  }
}

function badReports(good: ForeignMeasured): [string, Measured][] {
  const shortfall = { reasonCode: 'zero-samples' as const, message: 'known bad' };
  return [
    ['a failure', { ...good, tests: good.tests + 1, failed: 1 }],
    ['a skip', { ...good, tests: good.tests + 1, skipped: 1 }],
    ['a flake', { ...good, tests: good.tests + 1, flaky: 1 }],
    ['no tests', { ...good, tests: 0, passed: 0 }],
    ['counts that disagree', { ...good, tests: good.tests + 1 }],
    ['an exit code that says otherwise', { ...good, exitCode: 1 }],
    ['a shortfall', { ...good, shortfall }],
  ];
}

function badTests(good: Extract<Measured, { kind: 'test' }>): [string, Measured][] {
  const attempts = (change: object): Measured => ({
    ...good,
    attempts: good.attempts.map((attempt) => ({ ...attempt, ...change })),
  });
  return [
    ['a failure', attempts({ status: 'failed', errors: [{ message: 'known bad' }] })],
    ['a time-out', attempts({ status: 'timedOut' })],
    ['a skip', attempts({ status: 'skipped' })],
    ['an interruption', attempts({ status: 'interrupted' })],
    ['no assertion', attempts({ assertions: 0 })],
  ];
}
