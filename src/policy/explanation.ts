import type { EvidenceRecord } from '../records/evidence.js';
import type { PlannedCheck } from '../records/plan.js';
import type { JudgingContext } from './context.js';
import { explainCapacity } from './explain-capacity.js';
import { explainComparison, explainSideBySide } from './explain-comparison.js';
import { explainLimit, type Said } from './explain-limit.js';
import { explainUnderLoad } from './explain-under-load.js';
import { explainSteady } from './explain-steady.js';
import { plainSentence } from './test-error.js';

/** What was measured of a check and at which value its outcome would be another one. Green or not. */
export function* explanationOf(check: PlannedCheck, record: EvidenceRecord, context: JudgingContext): Generator<Said> {
  yield* measurement(check, record, context);
  const { evidenceMaxAgeHours } = context.policy;
  const staleMs = Date.parse(record.recordedAt) + evidenceMaxAgeHours * 3_600_000;
  if (Number.isFinite(staleMs))
    yield [
      'age',
      `recorded ${record.recordedAt}; a pass is stale from ${new Date(staleMs).toISOString()} on (${evidenceMaxAgeHours} h)`,
    ];
}

function* measurement(check: PlannedCheck, record: EvidenceRecord, context: JudgingContext): Generator<Said> {
  const { measured } = record;
  switch (measured.kind) {
    case 'limit':
      yield* check.source.kind === 'comparison'
        ? explainComparison(check.source, measured)
        : explainLimit(check, record, context);
      break;
    case 'side-by-side':
      if (check.source.kind === 'comparison') yield* explainSideBySide(check.source, measured);
      break;
    case 'capacity':
      if (check.source.kind === 'capacity') yield* explainCapacity(check.source, measured);
      break;
    case 'under-load':
      if (check.source.kind === 'under-load') yield* explainUnderLoad(check.source, measured);
      break;
    case 'steady':
      if (check.source.kind === 'steady') yield* explainSteady(check.source, measured);
      break;
    case 'test':
      yield* testSaid(measured, context);
      break;
    case 'derived':
      yield* derivedSaid(measured);
      break;
    case 'foreign':
      yield* foreignSaid(measured);
      break;
    case 'identity':
      yield [
        'rule',
        `every answer is ${context.requested.release}; each look before and after is answered, and one during`,
      ];
      for (const { at, phase, result } of measured.observations) yield ['look', `${phase} ${at}: ${answerOf(result)}`];
      yield ['flips', 'on the first answer that names another release'];
      break;
    case 'not-measured':
      yield ['measured', `nothing: ${measured.message}`];
  }
}

type Derived = Extract<EvidenceRecord['measured'], { kind: 'derived' }>;

function* derivedSaid({ pages, findings }: Derived): Generator<Said> {
  yield ['rule', 'no finding, on at least one page'];
  yield ['measured', `${countOf(pages, 'page')}, ${countOf(findings.length, 'finding')} (0 allowed)`];
  for (const { what, where } of findings) yield ['finding', `${plainSentence(what)} at ${where}`];
  yield ['flips', 'fails from 1 finding on; 0 pages are no evidence'];
}

type Foreign = Extract<EvidenceRecord['measured'], { kind: 'foreign' }>;

function* foreignSaid({ tests, passed, failed, flaky, skipped, exitCode, failures }: Foreign): Generator<Said> {
  yield ['rule', 'every test of the report passes, and its command ends with exit code 0'];
  const figures = `${passed} passed, ${failed} failed, ${flaky} flaky, ${skipped} skipped`;
  yield ['measured', `${tests} in all: ${figures}; exit code ${exitCode}`];
  for (const { title, message } of failures) yield ['failure', `${title}: ${plainSentence(message)}`];
  yield ['flips', 'fails from 1 failure on, flaky from 1 flake on; a skip, no test or another exit code is no pass'];
}

type Test = Extract<EvidenceRecord['measured'], { kind: 'test' }>;

function* testSaid({ attempts, expectedStatus, skipReason }: Test, { policy }: JudgingContext): Generator<Said> {
  yield [
    'rule',
    `passes at its first attempt, with at least one assertion; ${countOf(policy.attempts, 'attempt')} at most`,
  ];
  if (expectedStatus !== 'passed')
    yield ['marked', `the suite expects it to be ${expectedStatus}: that is never a pass`];
  if (skipReason !== undefined) yield ['skipped', plainSentence(skipReason)];
  for (const [at, { status, assertions, steps, errors }] of attempts.entries()) {
    const failing = steps.find(({ depth, failed }) => depth === 0 && failed);
    const where = failing === undefined ? '' : ` at “${failing.title}”`;
    const why = errors[0] === undefined ? '' : `: ${plainSentence(errors[0].message)}`;
    const beyond = at >= policy.attempts ? ' (beyond what the policy allows: it does not count)' : '';
    yield [`attempt ${at + 1}`, `${status}${where}, ${countOf(assertions, 'assertion')}${why}${beyond}`];
  }
  yield [
    'flips',
    policy.attempts === 1
      ? 'fails when its one attempt does'
      : `flaky when an attempt fails and a later one passes (flakeBudget ${policy.flakeBudget}); fails when all ${policy.attempts} do`,
  ];
}

type Answer = Extract<EvidenceRecord['measured'], { kind: 'identity' }>['observations'][number]['result'];

function answerOf(result: Answer): string {
  if (result.kind !== 'answered') return `${result.kind}: ${result.message}`;
  const { version, commit, digest } = result.identity;
  return `${version} (${[commit, digest].filter((word) => word !== undefined).join(', ')})`;
}

function countOf(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`;
}
