import { writeFileSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';
import type { FullConfig, Reporter, Suite, TestCase, TestError } from '@playwright/test/reporter';
import { z } from 'zod';
import { errorRecord, pathFrom } from './attempt-record.js';
import type { ListedTest, Listing } from './listing.js';
import { fileOf, projectDirOf, projectOf, titlePathInFile } from './test-case.js';

/**
 * Playwright's reporter of `--list`: writes a `Listing` into the file that `GONOGO_TEST_LIST` names. Playwright's own
 * JSON does not tell which expressions the config filters tests by.
 */
export default function listReporter(): Reporter {
  const file = z.string().min(1).parse(process.env['GONOGO_TEST_LIST']);
  const errors: TestError[] = [];
  let begun: { config: FullConfig; suite: Suite } | undefined;
  return {
    onBegin: (config, suite) => void (begun = { config, suite }),
    onError: (error) => void errors.push(error),
    onEnd() {
      if (begun === undefined) throw new Error('the list of tests ended before it began');
      writeFileSync(file, JSON.stringify(listingOf(begun.config, begun.suite, errors)));
    },
  };
}

function listingOf(config: FullConfig, suite: Suite, errors: TestError[]): Listing {
  const projectDir = projectDirOf(config);
  return {
    rootDir: config.rootDir,
    shard: config.shard,
    projects: config.projects.map(({ name, grep, grepInvert }) => ({
      name,
      grep: [grep].flat().map(String),
      grepInvert: grepInvert === null ? [] : [grepInvert].flat().map(String),
    })),
    tests: suite.allTests().map((test) => listed(test, projectDir)),
    errors: errors.map((error) => told(error, projectDir)),
  };
}

function listed(test: TestCase, projectDir: string): ListedTest {
  return {
    file: pathFrom(projectDir, fileOf(test)),
    declaredIn: pathFrom(projectDir, test.location.file),
    line: test.location.line,
    project: projectOf(test),
    titlePath: titlePathInFile(test),
    tags: test.tags,
    annotations: test.annotations.map(({ type, description }) => ({ type, description })),
    expectedStatus: test.expectedStatus,
  };
}

function told(error: TestError, projectDir: string): string {
  const { message, location } = errorRecord(error, projectDir);
  const snippet = error.snippet === undefined ? '' : `\n${stripVTControlCharacters(error.snippet)}`;
  return `${location === undefined ? '' : `${location}: `}${message}${snippet}`;
}
