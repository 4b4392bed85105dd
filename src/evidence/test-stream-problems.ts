import type { ReasonCode } from '../records/check.js';
import type { Problem } from '../records/problem.js';
import { absenceAfter, type Exit } from './converted.js';
import { attemptsByTest, isSetup } from './test-attempts.js';
import type { TestStream } from './test-stream-read.js';

/**
 * What is wrong with a stream as a whole. Each of its tests may look well, and yet something happened that no test
 * shows: then no GO is made of it. `isTold`: some record of this stream already says that it was not measured.
 */
export function streamProblems(stream: TestStream, exit: Exit, isTold: boolean): Problem[] {
  const problems: Problem[] = stream.flaws.map((flaw) => ({ check: 'run', ...flaw }));
  const note = (reasonCode: ReasonCode, message: string): void =>
    void problems.push({ check: 'run', reasonCode, message });
  const [end, ...ends] = stream.ends;
  if (end === undefined) {
    const absence = absenceAfter(exit, 'Playwright');
    if (!isTold && absence.kind === 'not-measured') note(absence.reasonCode, absence.message);
    return problems;
  }
  if (ends.length > 0) note('duplicate-evidence', `The test stream has ${stream.ends.length} ends.`);
  for (const error of end.errors) note('script-threw', `Outside of any test: ${error}`);
  if (end.attempts !== stream.attempts.length) {
    note(
      'counts-disagree',
      `Playwright counted ${end.attempts} attempts, and ${stream.attempts.length} are on record.`,
    );
  }
  for (const { last } of attemptsByTest(stream.attempts).values()) {
    if (isSetup(last.file) && last.attempt.status !== 'passed') {
      note('setup-failed', `${last.file} › ${last.title}: ${last.attempt.status}.`);
    }
  }
  const failed = stream.attempts.some(({ attempt }) => attempt.status !== 'passed' && attempt.status !== 'skipped');
  const good = end.status === 'passed' && exit.code === 0;
  if (!good && !failed && !isTold && end.errors.length === 0) {
    note('counts-disagree', `Playwright ended as ${end.status} with exit code ${exit.code}, and no test says why.`);
  }
  return problems;
}
