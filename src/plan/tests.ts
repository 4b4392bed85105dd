import type { PlannedCheck } from '../records/plan.js';
import { UsageError } from '../records/usage-error.js';
import type { ListedTest } from '../tools/playwright/list.js';
import { titleSeparator } from '../tools/playwright/test-case.js';

const derivedTitles = {
  '@accessible': 'accessible to everybody',
  '@clean-console': 'no errors in the browser and no failed requests',
} as const;

/**
 * The checks that the listed tests give, in the order of the list: one per test and Playwright project, and one per
 * tag that makes a fixture measure something more. `thirdParties` are the names that staging knows.
 * @throws UsageError for two tests with one id, and for a title that can't be told apart in a list of tests.
 */
export function checksOfTests(listed: readonly ListedTest[], thirdParties: readonly string[]): PlannedCheck[] {
  const tests = listed.filter(({ file }) => !file.endsWith('.setup.ts'));
  for (const test of tests) refuseTitle(test);
  const titles = groupBy(tests, ({ file }) => file, titleOf);
  const projects = groupBy(tests, keyOf, ({ project }) => project);
  const seen = new Map<string, ListedTest>();
  return tests.flatMap((test) => {
    const isAlone = titles.get(test.file)?.size === 1;
    const [firstProject] = projects.get(keyOf(test)) ?? [];
    const elsewhere = test.project === firstProject ? '' : `@${test.project}`;
    const id = `${idOfFile(test.file)}${isAlone ? '' : `/${slug(test)}`}${elsewhere}`;
    const twin = seen.get(id);
    if (twin !== undefined) {
      throw new UsageError(
        `${placeOf(twin)} and ${placeOf(test)} would both be the check ${id}. Give one of them another title.`,
      );
    }
    seen.set(id, test);
    const check = checkOf(test, id, thirdParties);
    return [check, ...derivedOf(test, check)];
  });
}

function checkOf(test: ListedTest, id: string, thirdParties: readonly string[]): PlannedCheck {
  const [suite, stem] = idOfFile(test.file).split('/');
  const [owner] = annotated(test, 'owner');
  const [impact] = annotated(test, 'impact');
  const named = suite === 'integrations' ? thirdParties.filter((name) => name === stem) : [];
  return {
    id,
    title: id.endsWith(`@${test.project}`) ? `${titleOf(test)} (${test.project})` : titleOf(test),
    stage: id.slice(0, id.indexOf('/')),
    tier: 'blocking',
    source: { kind: 'test', file: test.file, line: test.line, project: test.project, title: titleOf(test) },
    thirdParties: [...new Set([...annotated(test, 'third-party'), ...named])],
    ...(owner === undefined ? {} : { owner }),
    ...(impact === undefined ? {} : { impact }),
  };
}

function derivedOf(test: ListedTest, check: PlannedCheck): PlannedCheck[] {
  return (['@accessible', '@clean-console'] as const)
    .filter((tag) => test.tags.includes(tag))
    .map((tag) => ({
      ...check,
      id: `${check.id}${tag}`,
      title: `${check.title}: ${derivedTitles[tag]}`,
      source: { kind: 'derived', of: check.id, tag },
    }));
}

function annotated(test: ListedTest, type: string): string[] {
  return test.annotations
    .filter((annotation) => annotation.type === type)
    .flatMap(({ description }) => (description === undefined ? [] : [description]));
}

/** `suites/journeys/guest-checkout.spec.ts` → `journeys/guest-checkout`. */
function idOfFile(file: string): string {
  return file.replace(/^suites\//, '').replace(/\.spec\.m?[jt]s$/, '');
}

/** Letters and digits of any script stay: a title need not be English. */
function slug(test: ListedTest): string {
  const words = titleOf(test)
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
  if (words.length === 0)
    throw new UsageError(`${placeOf(test)}: the title has no letters or digits to make a check's id of.`);
  return words.join('-');
}

// Playwright's list of tests to run separates a title's parts with this sign, and trims them.
function refuseTitle(test: ListedTest): void {
  const isAmbiguous = test.titlePath.some((part) => /[\u203A\n]/.test(part) || part.trim() !== part || part === '');
  if (isAmbiguous)
    throw new UsageError(
      `${placeOf(test)}: a title may not be empty, hold "›" or a line break, or begin or end with a space.`,
    );
}

function titleOf(test: ListedTest): string {
  return test.titlePath.join(titleSeparator);
}

function keyOf(test: ListedTest): string {
  return `${test.file}\n${titleOf(test)}`;
}

function placeOf(test: ListedTest): string {
  return `${test.file}:${test.line} "${titleOf(test)}"`;
}

function groupBy(
  tests: readonly ListedTest[],
  key: (test: ListedTest) => string,
  value: (test: ListedTest) => string,
): Map<string, Set<string>> {
  const groups = new Map<string, Set<string>>();
  for (const test of tests) groups.set(key(test), (groups.get(key(test)) ?? new Set()).add(value(test)));
  return groups;
}
