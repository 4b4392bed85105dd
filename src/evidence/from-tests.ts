import type { Measured } from '../records/evidence.js';
import type { PlannedCheck, Source } from '../records/plan.js';
import type { Problem } from '../records/problem.js';
import type { TestStreamLine } from '../records/test-stream.js';
import { absenceAfter, notMeasured, recordOf, type Converted, type Exit, type Origin } from './converted.js';
import { readTestStream, type TestStream } from './test-stream-read.js';
import { attemptsByTest, isSetup, keyOf, type TestAttempts } from './test-attempts.js';
import { streamProblems } from './test-stream-problems.js';

export interface TestGathering extends Origin {
  /** The tests and derived checks that this Playwright run was to measure. */
  planned: readonly PlannedCheck[];
  /** The reporter's stream; undefined: there is no file. */
  stream: string | undefined;
  exit: Exit;
}

/** One record for each planned check: what its test did, or why there is nothing. */
export function recordsOfTestStream(gathering: TestGathering): Converted {
  const stream = readTestStream(gathering.stream === undefined ? '' : gathering.stream);
  const tests = attemptsByTest(stream.attempts);
  const foreign = stream.begins.find(({ runId }) => runId !== gathering.runId);
  const measure = (check: PlannedCheck): Measured => {
    if (foreign !== undefined) return notMeasured('wrong-run', `The test stream is that of run ${foreign.runId}.`);
    if (stream.begins.length > 1)
      return notMeasured('duplicate-evidence', `The test stream holds ${stream.begins.length} runs.`);
    const { source } = check;
    if (source.kind === 'test') return ofTest(tests.get(keyOf(source))) ?? absence(gathering, stream, tests);
    if (source.kind === 'derived') return ofDerived(source, gathering, tests) ?? absence(gathering, stream, tests);
    return notMeasured('no-tests', `${check.id} is a ${source.kind}, which no test measures.`);
  };
  const records = gathering.planned.map((check) => recordOf(check.id, measure(check), gathering));
  const isTold = records.some(({ measured }) => measured.kind === 'not-measured');
  return {
    records,
    problems: [...strangers(gathering.planned, tests), ...streamProblems(stream, gathering.exit, isTold)],
  };
}

function ofTest(test: TestAttempts | undefined): Measured | undefined {
  if (test === undefined) return undefined;
  const { lines, last } = test;
  // A lost first attempt would make a flaky test look steady.
  if (lines.some(({ retry }, index) => retry !== index)) {
    const retries = lines.map(({ retry }) => retry).join(', ');
    return notMeasured('counts-disagree', `Attempts 0 to ${lines.length - 1} were expected, and there are ${retries}.`);
  }
  if (lines.some(({ expectedStatus }) => expectedStatus !== last.expectedStatus)) {
    return notMeasured('counts-disagree', 'Its attempts disagree about what was expected.');
  }
  return {
    kind: 'test',
    expectedStatus: last.expectedStatus,
    attempts: lines.map(({ attempt }) => attempt),
    skipReason: last.skipReason,
  };
}

function ofDerived(
  source: Extract<Source, { kind: 'derived' }>,
  { planned }: TestGathering,
  tests: Map<string, TestAttempts>,
): Measured | undefined {
  const parent = planned.find(({ id }) => id === source.of);
  if (parent?.source.kind !== 'test')
    return notMeasured('no-tests', `${source.of}, which would measure this, is not planned.`);
  const last = tests.get(keyOf(parent.source))?.last;
  if (last === undefined) return undefined;
  const [entry, ...others] = last.derived.filter(({ tag }) => tag === source.tag);
  if (others.length > 0)
    return notMeasured('duplicate-evidence', `${source.of} measured ${source.tag} more than once.`);
  const { status, startedAt, durationMs } = last.attempt;
  if (entry === undefined)
    return notMeasured('no-evidence', `${source.of} ${wordOf(status)} and measured nothing for ${source.tag}.`);
  if (status !== 'passed' && entry.findings.length === 0) {
    return notMeasured('no-evidence', `${source.of} ${wordOf(status)}, so not all of its pages were seen.`);
  }
  return { kind: 'derived', pages: entry.pages, findings: entry.findings, period: { startedAt, durationMs } };
}

function wordOf(status: Extract<TestStreamLine, { type: 'attempt' }>['attempt']['status']): string {
  const words = {
    passed: 'passed',
    failed: 'failed',
    timedOut: 'timed out',
    skipped: 'was skipped',
    interrupted: 'was interrupted',
  };
  return words[status];
}

/** Why a planned test left nothing. */
function absence(
  { exit, stream: text }: TestGathering,
  stream: TestStream,
  tests: Map<string, TestAttempts>,
): Measured {
  const [begin] = stream.begins;
  const [end] = stream.ends;
  if (text === undefined || begin === undefined) return absenceAfter(exit, 'Playwright');
  const setup = [...tests.values()].find(({ last }) => isSetup(last.file) && last.attempt.status !== 'passed');
  if (setup !== undefined) {
    const [error] = setup.last.attempt.errors;
    return notMeasured(
      'setup-failed',
      `${setup.last.file} failed${error === undefined ? '.' : `: ${firstLine(error.message)}`}`,
    );
  }
  if (end === undefined) return absenceAfter(exit, 'Playwright');
  if (end.status === 'interrupted') return notMeasured('interrupted', 'Playwright was interrupted.');
  if (end.status === 'timedout')
    return notMeasured('runner-timed-out', 'Playwright reached the time limit of the whole run.');
  const [error] = end.errors;
  if (error !== undefined) return notMeasured('no-tests', `Playwright could not run it: ${firstLine(error)}`);
  const [flaw] = stream.flaws;
  if (flaw !== undefined) return notMeasured(flaw.reasonCode, flaw.message);
  if (begin.tests === 0) return notMeasured('no-tests', 'Playwright found no tests.');
  if (end.attempts !== stream.attempts.length) {
    return notMeasured(
      'counts-disagree',
      `Playwright counted ${end.attempts} attempts, and ${stream.attempts.length} are on record.`,
    );
  }
  return notMeasured('no-evidence', `Playwright ran ${begin.tests} tests to the end, and this was not among them.`);
}

function strangers(planned: readonly PlannedCheck[], tests: Map<string, TestAttempts>): Problem[] {
  const known = new Set(planned.flatMap(({ source }) => (source.kind === 'test' ? [keyOf(source)] : [])));
  return [...tests]
    .filter(([key, { last }]) => !known.has(key) && !isSetup(last.file))
    .map(([, { last }]) => ({
      check: 'run',
      reasonCode: 'counts-disagree',
      message: `${last.file} › ${last.title} (${last.project}) ran, and the plan does not know it.`,
    }));
}

function firstLine(text: string): string {
  return text.trimStart().replace(/\n.*$/s, '');
}
