import { appendFileSync } from 'node:fs';
import type { Reporter, TestCase, TestResult } from '@playwright/test/reporter';
import { z } from 'zod';
import { testStreamLine, type TestStreamLine } from '../../records/test-stream.js';
import { attemptRecord, derivedAttachment, errorRecord, pathFrom, type Folders } from './attempt-record.js';
import { fileOf, projectDirOf, projectOf, titlePathInFile, titleSeparator } from './test-case.js';

const derived = testStreamLine.options[1].shape.derived.element;

/**
 * Playwright's reporter of the engine: appends what it sees to `GONOGO_TEST_STREAM`, a line at a time and before it
 * goes on, so that a killed runner leaves what it had seen. What goes wrong in here is thrown: Playwright then ends
 * with `failed`, and the stream lacks a line that its reader counts.
 */
export default function streamReporter(): Reporter {
  const place = z
    .object({
      GONOGO_TEST_STREAM: z.string().min(1),
      GONOGO_RUN_ID: z.string().min(1),
      GONOGO_RUN_DIR: z.string().min(1),
    })
    .parse(process.env);
  const errors: string[] = [];
  let folders: Folders = { projectDir: process.cwd(), runDir: place.GONOGO_RUN_DIR };
  let attempts = 0;

  const append = (line: TestStreamLine) =>
    appendFileSync(place.GONOGO_TEST_STREAM, `${JSON.stringify(testStreamLine.parse(line))}\n`);

  return {
    printsToStdio: () => false,
    onBegin(config, suite) {
      folders = { ...folders, projectDir: projectDirOf(config) };
      append({ type: 'begin', at: now(), runId: place.GONOGO_RUN_ID, tests: suite.allTests().length });
    },
    onTestEnd(test, result) {
      // Counted before it is written: a line that could not be written is missed by the reader.
      attempts += 1;
      append(attemptLine(test, result, folders));
    },
    onError(error) {
      const { message, location } = errorRecord(error, folders.projectDir);
      errors.push(location === undefined ? message : `${message} (${location})`);
    },
    onEnd({ status }) {
      append({ type: 'end', at: now(), status, attempts, errors });
    },
  };
}

function attemptLine(test: TestCase, result: TestResult, folders: Folders): TestStreamLine {
  const skipReason = result.annotations.find(({ type }) => type === 'skip' || type === 'fixme')?.description;
  return {
    type: 'attempt',
    at: now(),
    file: pathFrom(folders.projectDir, fileOf(test)),
    line: test.location.line,
    project: projectOf(test),
    title: titlePathInFile(test).join(titleSeparator),
    expectedStatus: test.expectedStatus,
    retry: result.retry,
    ...(skipReason === undefined ? {} : { skipReason }),
    attempt: attemptRecord(result, folders),
    derived: result.attachments
      .filter(({ name }) => name === derivedAttachment)
      .map(({ body }) => derived.parse(JSON.parse(String(body)))),
  };
}

function now(): string {
  return new Date().toISOString();
}
