import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import type { TestStreamLine } from '../../records/test-stream.js';
import { readTestStream } from './stream.js';

const folder = mkdtempSync(join(tmpdir(), 'gonogo-stream-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const at = '2026-01-02T03:04:05.678Z';

function attempt(title: string, retry: number, status: 'passed' | 'failed'): TestStreamLine {
  const tried = { status, startedAt: at, durationMs: 5, steps: [], errors: [], assertions: 1, attachments: [] };
  const test = {
    file: 'suites/journeys/pay.spec.ts',
    line: 1,
    project: 'journeys',
    title,
    expectedStatus: 'passed' as const,
  };
  return { type: 'attempt', at, ...test, retry, attempt: tried, derived: [] };
}

const begin: TestStreamLine = { type: 'begin', at, runId: 'run-1', tests: 2 };
const end = { type: 'end', at, status: 'passed', attempts: 3, errors: [] } as const;
const wholeRun: TestStreamLine[] = [
  begin,
  attempt('pays', 0, 'failed'),
  attempt('browses', 0, 'passed'),
  attempt('pays', 1, 'passed'),
  end,
];

function read(text: string): ReturnType<typeof readTestStream> {
  const file = join(folder, 'stream.jsonl');
  writeFileSync(file, text);
  return readTestStream(file, 'run-1');
}
const textOf = (lines: unknown[]) => lines.map((line) => `${JSON.stringify(line)}\n`).join('');

describe('a test stream', () => {
  it('is whole with its begin, its end and every attempt between them', () => {
    expect(read(textOf(wholeRun))).toEqual({ lines: wholeRun, whole: true });
  });

  it('is never whole once anything of it was cut off', () => {
    const text = textOf(wholeRun);
    fc.assert(fc.property(fc.nat(text.length - 1), (length) => !read(text.slice(0, length)).whole));
  });

  it('is never whole with a line removed, doubled or replaced', () => {
    const line = fc.nat(wholeRun.length - 1);
    fc.assert(fc.property(line, (index) => !read(textOf(wholeRun.toSpliced(index, 1))).whole));
    fc.assert(
      fc.property(
        line,
        (index) => !read(textOf(wholeRun.toSpliced(index, 0, ...wholeRun.slice(index, index + 1)))).whole,
      ),
    );
    fc.assert(
      fc.property(
        line,
        fc.jsonValue(),
        (index, other) => !read(textOf((wholeRun as unknown[]).toSpliced(index, 1, other))).whole,
      ),
    );
  });

  it.each([
    ['died before it began', [], 'runner-died'],
    ['died half-way', wholeRun.slice(0, 3), 'runner-died'],
    ['is of another run', [{ ...begin, runId: 'run-0' }, ...wholeRun.slice(1)], 'wrong-run'],
    ['was written by two runs', [...wholeRun, ...wholeRun], 'duplicate-evidence'],
    ['was interrupted', [...wholeRun.slice(0, 4), { ...end, status: 'interrupted' }], 'interrupted'],
    ['ran out of time', [...wholeRun.slice(0, 4), { ...end, status: 'timedout' }], 'runner-timed-out'],
    ['failed outside of tests', [...wholeRun.slice(0, 4), { ...end, errors: ['no web server'] }], 'setup-failed'],
    [
      'had no tests',
      [
        { ...begin, tests: 0 },
        { ...end, attempts: 0 },
      ],
      'no-tests',
    ],
    ['counts another number of attempts', [...wholeRun.slice(0, 4), { ...end, attempts: 4 }], 'counts-disagree'],
    [
      'lacks the failed attempt of a flake',
      [begin, ...wholeRun.slice(2, 4), { ...end, attempts: 2 }],
      'counts-disagree',
    ],
    ['holds a line that is none', [begin, { type: 'attempt' }, end], 'unparsable'],
  ])('that %s says so', (_, lines, reasonCode) => {
    expect(read(textOf(lines))).toMatchObject({ whole: false, problem: { reasonCode } });
  });

  it('keeps the lines before the broken one', () => {
    expect(read(`${textOf(wholeRun.slice(0, 2))}{"type":"att`).lines).toEqual(wholeRun.slice(0, 2));
  });
});
