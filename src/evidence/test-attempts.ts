import type { TestStreamLine } from '../records/test-stream.js';

type AttemptLine = Extract<TestStreamLine, { type: 'attempt' }>;

/** All attempts of one test in one Playwright project, in the order of their retries. */
export interface TestAttempts {
  lines: AttemptLine[];
  last: AttemptLine;
}

/** Tells tests apart. The line number does not count: it moves when the file is edited during a run. */
export function keyOf(test: { file: string; project: string; title: string }): string {
  return JSON.stringify([test.project, test.file, test.title]);
}

/** Tests of a set-up file are not planned: they are what the planned ones stand on. */
export function isSetup(file: string): boolean {
  return file.endsWith('.setup.ts');
}

export function attemptsByTest(lines: readonly AttemptLine[]): Map<string, TestAttempts> {
  const tests = new Map<string, TestAttempts>();
  for (const line of lines.toSorted((a, b) => a.retry - b.retry)) {
    const earlier = tests.get(keyOf(line));
    tests.set(keyOf(line), { lines: earlier === undefined ? [line] : [...earlier.lines, line], last: line });
  }
  return tests;
}
