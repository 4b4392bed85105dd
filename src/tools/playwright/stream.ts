import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import type { ReasonCode } from '../../records/check.js';
import { testStreamLine, type TestStreamLine } from '../../records/test-stream.js';

export { followTestStream } from './follow.js';

export interface TestStream {
  /** Every line that can be believed, in order; also of a stream that is not whole. */
  lines: TestStreamLine[];
  /** True only for a run that was seen from its begin to its end, without a gap and without an error outside tests. */
  whole: boolean;
  /** Why it is not whole. */
  problem?: { reasonCode: ReasonCode; message: string };
}

type Problem = NonNullable<TestStream['problem']>;
type Attempt = Extract<TestStreamLine, { type: 'attempt' }>;

/** Reads what the stream reporter of run `runId` left. Never throws for what is in the file: a torn file is a finding. */
export function readTestStream(path: string, runId: string): TestStream {
  if (!existsSync(path))
    return { lines: [], whole: false, problem: died('Playwright left nothing: it ended before its reporter began.') };
  const rows = readFileSync(path, 'utf8').split('\n');
  // Every line ends with a newline, so what follows the last one was cut off in the middle.
  const torn = rows.pop() !== '';
  const { lines, broken } = parse(rows);
  const problem =
    broken ??
    (torn
      ? died('The last line of the test stream is torn: Playwright died while it was written.')
      : problemOf(lines, runId));
  return problem === undefined ? { lines, whole: true } : { lines, whole: false, problem };
}

function parse(rows: string[]): { lines: TestStreamLine[]; broken?: Problem } {
  const lines: TestStreamLine[] = [];
  for (const [index, row] of rows.entries()) {
    const parsed = testStreamLine.safeParse(jsonOf(row));
    if (!parsed.success) {
      const message = `Line ${index + 1} of the test stream can't be read: ${z.prettifyError(parsed.error)}`;
      return { lines, broken: { reasonCode: 'unparsable', message } };
    }
    lines.push(parsed.data);
  }
  return { lines };
}

function jsonOf(row: string): unknown {
  try {
    return JSON.parse(row);
  } catch {
    return undefined;
  }
}

function problemOf(lines: TestStreamLine[], runId: string): Problem | undefined {
  const [begin] = lines;
  const end = lines.at(-1);
  if (begin?.type !== 'begin')
    return died('The test stream has no begin: Playwright ended before it had loaded its tests.');
  if (begin.runId !== runId)
    return { reasonCode: 'wrong-run', message: `The test stream is of run ${begin.runId}, not of ${runId}.` };
  if (
    lines.filter(({ type }) => type === 'begin').length > 1 ||
    lines.filter(({ type }) => type === 'end').length > 1
  ) {
    return { reasonCode: 'duplicate-evidence', message: 'Two runs of Playwright wrote to one test stream.' };
  }
  const attempts = lines.filter((line) => line.type === 'attempt');
  if (end?.type !== 'end')
    return died(
      `Playwright died after ${attempts.length} attempts of ${begin.tests} tests: the test stream has no end.`,
    );
  if (end.errors.length > 0)
    return { reasonCode: 'setup-failed', message: `Playwright failed outside of tests: ${end.errors.join('\n')}` };
  if (end.status === 'interrupted')
    return { reasonCode: 'interrupted', message: 'Playwright was interrupted before all tests had run.' };
  if (end.status === 'timedout')
    return {
      reasonCode: 'runner-timed-out',
      message: 'Playwright reached its own time limit before all tests had run.',
    };
  if (begin.tests === 0) return { reasonCode: 'no-tests', message: 'Playwright found no tests to run.' };
  if (end.attempts !== attempts.length) {
    return {
      reasonCode: 'counts-disagree',
      message: `The test stream holds ${attempts.length} attempts, and its end counts ${end.attempts}.`,
    };
  }
  return gapIn(attempts);
}

/** A test's attempts count up from 0: with one gone, a flake would look like a pass. */
function gapIn(attempts: Attempt[]): Problem | undefined {
  const tests = new Map<string, Attempt[]>();
  for (const attempt of attempts) {
    const key = JSON.stringify([attempt.project, attempt.file, attempt.title]);
    tests.set(key, [...(tests.get(key) ?? []), attempt]);
  }
  for (const tries of tests.values()) {
    const [first] = tries;
    if (first !== undefined && tries.some(({ retry }, index) => retry !== index)) {
      const seen = tries.map(({ retry }) => retry).join(', ');
      const message = `"${first.title}" in ${first.file} should have attempts 0 to ${tries.length - 1}, and has ${seen}.`;
      return { reasonCode: 'counts-disagree', message };
    }
  }
  return undefined;
}

function died(message: string): Problem {
  return { reasonCode: 'runner-died', message };
}
