import type { Problem } from '../records/problem.js';
import { testStreamLine, type TestStreamLine } from '../records/test-stream.js';
import { parsedJson, reasonOfIssue } from './lines.js';

type Line<T extends TestStreamLine['type']> = Extract<TestStreamLine, { type: T }>;

/** The reporter's stream taken apart; `flaws` are lines that say nothing that could be believed. */
export interface TestStream {
  begins: Line<'begin'>[];
  attempts: Line<'attempt'>[];
  ends: Line<'end'>[];
  flaws: Omit<Problem, 'check'>[];
}

/** Reads what a runner appended, also when it died in the middle of a line. */
export function readTestStream(text: string): TestStream {
  const stream: TestStream = { begins: [], attempts: [], ends: [], flaws: [] };
  const pieces = text.split('\n');
  // A last line without its line feed was torn off by the runner's death: the missing `end` says so already.
  pieces.pop();
  for (const [index, piece] of pieces.entries()) {
    const read = testStreamLine.safeParse(parsedJson(piece));
    if (!read.success) {
      const [issue] = read.error.issues;
      const what = `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not JSON'}`;
      stream.flaws.push({
        reasonCode: reasonOfIssue(issue),
        message: `The test stream's line ${index + 1} cannot be read (${what}).`,
      });
    } else if (read.data.type === 'begin') stream.begins.push(read.data);
    else if (read.data.type === 'end') stream.ends.push(read.data);
    else stream.attempts.push(read.data);
  }
  return stream;
}
