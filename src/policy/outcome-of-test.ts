import type { Attempt, Measured } from '../records/evidence.js';
import { figure } from '../records/figure.js';
import { reasonMeanings } from '../records/reason.js';
import { fellShort, passed, type Judgement } from './judgement.js';
import { expectationIn, plainSentence } from './test-error.js';

type Steps = NonNullable<Judgement['steps']>;
type TestMeasured = Extract<Measured, { kind: 'test' }>;

/**
 * What a test's attempts say. Only the first `attempts` of them count: a pass beyond what the policy allows is none.
 *
 * A test marked `test.fail()` is never a pass: failing as expected it shows a known defect, and that is `failed`;
 * passing it shows that the mark is wrong.
 */
export function outcomeOfTest(measured: TestMeasured, attempts: number): Judgement {
  const counted = measured.attempts.length > attempts ? measured.attempts.slice(0, attempts) : measured.attempts;
  const last = counted.at(-1);
  if (last === undefined) return fellShort('no-evidence', 'The record holds no attempt.');
  const story = storyOf(counted, last);
  if (last.status === 'passed') return outcomeOfPass(measured, counted, last, story);
  // A skip, an interruption or a measurement that failed after a failure does not undo it.
  const worst = counted.findLast((attempt) => isFailure(attempt) && unmeasuredIn(attempt) === undefined);
  if (worst !== undefined) return failure(measured, worst, counted.length, story);
  const unmeasured = counted.map(unmeasuredIn).findLast((why) => why !== undefined);
  if (unmeasured !== undefined) return fellShort(unmeasured.reasonCode, plainSentence(unmeasured.message), story);
  if (counted.some(({ status }) => status === 'interrupted'))
    return fellShort('interrupted', 'The test was interrupted.', story);
  if (counted.some(({ status }) => status === 'passed'))
    return fellShort('counts-disagree', 'It passed, and was then skipped.', story);
  const why = measured.skipReason === undefined ? '' : `: ${plainSentence(measured.skipReason)}`;
  return fellShort('skipped-by-test', `The test skipped itself${why}.`, story);
}

function outcomeOfPass(
  { expectedStatus }: TestMeasured,
  counted: readonly Attempt[],
  last: Attempt,
  story: Story,
): Judgement {
  if (expectedStatus !== 'passed') {
    const message = `It passes, and the suite expects it to be ${expectedStatus}: remove the mark.`;
    return fellShort('unexpectedly-passed', message, { ...story, expected: expectedStatus, actual: 'passed' });
  }
  const [error] = last.errors;
  if (error !== undefined)
    return fellShort('counts-disagree', `It passed with an error: ${plainSentence(error.message)}`, story);
  if (last.assertions === 0)
    return fellShort('no-assertions', 'It passed without a single assertion: it would pass whatever happens.', story);
  const tries = counted.length;
  if (tries === 1) {
    const steps = story.steps.length;
    const inSteps = steps === 0 ? '' : ` in ${countOf(steps, 'step')}`;
    return passed(`Passed: ${countOf(last.assertions, 'assertion')}${inSteps}.`, story);
  }
  const first = counted.find(({ status }) => status !== 'passed');
  if (first === undefined)
    return fellShort('counts-disagree', `It passed, and was tried ${tries} times all the same.`, story);
  return fellShort('passed-on-retry', `Passed at attempt ${tries}; before that: ${sentenceOf(first)}`, {
    ...story,
    ...factsOf(first),
  });
}

function failure({ expectedStatus }: TestMeasured, attempt: Attempt, tries: number, story: Story): Judgement {
  const facts = { ...story, steps: stepsOf(attempt), ...factsOf(attempt) };
  const known = expectedStatus === 'failed' ? 'Fails, as its suite expects: a known defect is no pass. ' : '';
  const again = tries > 1 ? ` (${tries} attempts)` : '';
  const reasonCode = attempt.status === 'timedOut' ? 'step-timed-out' : 'assertion-failed';
  return fellShort(reasonCode, `${known}${sentenceOf(attempt)}${again}`, facts);
}

type Story = Pick<Judgement, 'durationMs' | 'attachments' | 'expected' | 'actual'> & { steps: Steps };

/** What is told of every test: how long it took, the steps of its last attempt, and what that looked for and found. */
function storyOf(attempts: readonly Attempt[], last: Attempt): Story {
  const attachments: string[] = [];
  let durationMs = 0;
  for (const attempt of attempts) {
    durationMs += attempt.durationMs;
    for (const { path } of attempt.attachments) if (path !== undefined) attachments.push(path);
  }
  return {
    durationMs,
    steps: stepsOf(last),
    expected: last.expected,
    actual: last.actual,
    attachments,
  };
}

function factsOf(attempt: Attempt): Pick<Judgement, 'failingStep' | 'stepsBefore' | 'expected' | 'actual'> {
  const steps = outermost(attempt);
  const index = steps.findIndex(({ failed }) => failed);
  const step = steps[index];
  const [error] = attempt.errors;
  return {
    ...(step === undefined ? { stepsBefore: steps.length } : { failingStep: step.title, stepsBefore: index }),
    ...(error === undefined ? {} : expectationIn(error.message)),
  };
}

function sentenceOf(attempt: Attempt): string {
  const step = outermost(attempt).find(({ failed }) => failed);
  const where = step === undefined ? '' : `“${step.title}”: `;
  const [error] = attempt.errors;
  const what =
    error === undefined
      ? `the attempt ${attempt.status === 'timedOut' ? 'timed out' : attempt.status}`
      : plainSentence(error.message);
  return `${where}${what}`;
}

function stepsOf({ steps }: Attempt): Steps {
  const told: Steps = [];
  for (const { title, depth, durationMs, failed } of steps)
    if (depth === 0) told.push({ title, durationMs: figure(durationMs), failed });
  return told;
}

/** The suite's own `test.step`s, without those inside them. */
function outermost({ steps }: Attempt): Attempt['steps'] {
  return steps.filter(({ depth }) => depth === 0);
}

/** Why an attempt that did not pass measured nothing. A reason that stands for a failure is none of not measuring. */
function unmeasuredIn(attempt: Attempt): Attempt['unmeasured'] {
  if (!isFailure(attempt) || attempt.unmeasured === undefined) return undefined;
  const { outcome } = reasonMeanings[attempt.unmeasured.reasonCode];
  return outcome === 'failed' || outcome === 'flaky' ? undefined : attempt.unmeasured;
}

function isFailure({ status }: Attempt): boolean {
  return status === 'failed' || status === 'timedOut';
}

function countOf(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`;
}
