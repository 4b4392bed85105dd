import { dirname } from 'node:path';
import type { FullConfig, Suite, TestCase } from '@playwright/test/reporter';

/** Joins the parts of a title: `describe › test`. */
export const titleSeparator = ' › ';

/** The spec file that a test is listed in, which a shared function may have declared elsewhere. */
export function fileOf(test: TestCase): string {
  for (let suite: Suite | undefined = test.parent; suite !== undefined; suite = suite.parent) {
    if (suite.type === 'file' && suite.location !== undefined) return suite.location.file;
  }
  return test.location.file;
}

/**
 * The title's parts inside the file: `titlePath()` begins with the root, the project and the file. A `describe`
 * without a title has no part in it, neither here nor where Playwright reads a list of tests to run.
 */
export function titlePathInFile(test: TestCase): string[] {
  return test.titlePath().slice(3);
}

export function projectOf(test: TestCase): string {
  const project = test.parent.project();
  if (project === undefined) throw new Error(`"${test.title}" belongs to no Playwright project`);
  return project.name;
}

/** The folder that paths are told from. */
export function projectDirOf(config: FullConfig): string {
  return config.configFile === undefined ? config.rootDir : dirname(config.configFile);
}
