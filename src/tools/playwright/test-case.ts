import type { Suite, TestCase } from '@playwright/test/reporter';

/** Joins the parts of a title: `describe › test`. */
export const titleSeparator = ' › ';

/** The spec file that a test is listed in, which a shared function may have declared elsewhere. */
export function fileOf(test: TestCase): string {
  for (let suite: Suite | undefined = test.parent; suite !== undefined; suite = suite.parent) {
    if (suite.type === 'file' && suite.location !== undefined) return suite.location.file;
  }
  return test.location.file;
}

/** The title's parts inside the file: `titlePath()` begins with the root, the project and the file. */
export function titleInFile(test: TestCase): string {
  return test.titlePath().slice(3).join(titleSeparator);
}
