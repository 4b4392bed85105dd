import { z } from 'zod';
import { gravity, ReportFlaw, refuseOtherCount, type ForeignReport, type ForeignTest, type Moment } from './report.js';
import { readJson } from './strict-json.js';

const status = z.enum(['passed', 'failed', 'timedOut', 'skipped', 'interrupted']);
type Status = z.infer<typeof status>;
const count = z.int().nonnegative();
const error = z.object({ message: z.string().optional() });

const result = z.object({
  status: status.optional(),
  duration: z.number().nonnegative(),
  startTime: z.iso.datetime().optional(),
  error: error.optional(),
  errors: z.array(error).optional(),
});
const test = z.object({
  expectedStatus: status,
  projectName: z.string(),
  status: z.enum(['skipped', 'expected', 'unexpected', 'flaky']),
  results: z.array(result),
});
const spec = z.object({ title: z.string(), ok: z.boolean().optional(), tests: z.array(test) });
interface Suite {
  title: string;
  specs: z.infer<typeof spec>[];
  suites?: Suite[] | undefined;
}
const suite: z.ZodType<Suite> = z.object({
  title: z.string(),
  specs: z.array(spec),
  get suites() {
    return z.array(suite).optional();
  },
});

/** What Playwright's own `json` reporter writes. */
const report = z.object({
  config: z.object({ version: z.string() }),
  suites: z.array(suite),
  errors: z.array(error),
  stats: z.object({
    startTime: z.iso.datetime(),
    duration: z.number().nonnegative(),
    expected: count,
    unexpected: count,
    flaky: count,
    skipped: count,
  }),
});

/** @throws ReportFlaw */
export function readPlaywrightJson(text: string): ForeignReport {
  const { config, suites, errors, stats } = readJson(text, report);
  const found = suites.flatMap((one) => testsIn(one, []));
  for (const one of ['expected', 'unexpected', 'flaky', 'skipped'] as const)
    refuseOtherCount(one, stats[one], found.filter((each) => each.test.status === one).length);
  const [outside] = errors;
  const began = [stats.startTime, ...found.flatMap((each) => each.test.results.flatMap((one) => one.startTime ?? []))];
  const ended = Date.parse(stats.startTime) + stats.duration;
  return {
    tool: `Playwright ${config.version}`,
    tests: found.map(foreignTest),
    moments: [...began.map((at) => Date.parse(at)), ended].map((atMs): Moment => ({ atMs, zoned: true })),
    ...(outside === undefined
      ? {}
      : {
          shortfall: { reasonCode: 'script-threw', message: `Outside of any test: ${outside.message ?? 'an error.'}` },
        }),
  };
}

interface Found {
  title: string;
  test: z.infer<typeof test>;
}

function testsIn({ title, specs, suites }: Suite, above: readonly string[]): Found[] {
  const path = [...above, title];
  for (const { title: name, ok, tests } of specs) {
    const isFine = tests.every(({ status: said }) => said !== 'unexpected');
    if (ok !== undefined && ok !== isFine)
      throw new ReportFlaw('counts-disagree', `${name} is said to be ok: ${ok}, and its tests are not so.`);
  }
  return [
    ...specs.flatMap((one) =>
      one.tests.map((each) => ({
        title: [each.projectName, ...path, one.title].filter(Boolean).join(' › '),
        test: each,
      })),
    ),
    ...(suites ?? []).flatMap((inner) => testsIn(inner, path)),
  ];
}

const sayings = { expected: 'passed', unexpected: 'failed', flaky: 'flaky', skipped: 'skipped' } as const;

/** What its results show and what it is said to be: where they differ, the worse. */
function foreignTest({ title, test: { status: said, expectedStatus, results } }: Found): ForeignTest {
  const shown = outcomeOf(title, expectedStatus, results);
  if (shown === undefined && said !== 'skipped')
    throw new ReportFlaw('counts-disagree', `${title} is said to be ${said}, and has no result.`);
  const outcome = gravity.find((one) => one === shown || one === sayings[said]) ?? 'failed';
  const errors = results.flatMap(errorsOf).flatMap(({ message }) => message ?? []);
  const isMarked = outcome === 'failed' && shown === 'failed' && expectedStatus !== 'passed';
  const message = isMarked ? known(expectedStatus, results) : errors[0];
  return {
    title,
    outcome,
    ...(message === undefined || outcome !== 'failed' ? {} : { message }),
    // How often it was tried is no part of how it failed.
    ...(outcome === 'failed' || outcome === 'flaky' ? { whole: [...new Set(errors)] } : {}),
  };
}

type Results = z.infer<typeof test>['results'];

/** By its results alone, all of them: a pass after a failure is a flake, a skip after one does not undo it. */
function outcomeOf(title: string, expected: Status, results: Results): ForeignTest['outcome'] | undefined {
  const statuses = results.map((one) => {
    if (one.status === undefined) throw new ReportFlaw('counts-disagree', `${title} has a result that did not end.`);
    if (one.status === 'passed' && errorsOf(one).length > 0)
      throw new ReportFlaw('counts-disagree', `${title} has a result that passed with an error.`);
    return one.status;
  });
  const last = statuses.at(-1);
  if (last === undefined) return undefined;
  const ran = statuses.filter((one) => one !== 'skipped' && one !== 'interrupted');
  if (ran.length > 0 && expected !== 'passed') return 'failed';
  if (ran.some((one) => one !== 'passed')) return last === 'passed' ? 'flaky' : 'failed';
  return last === 'passed' ? 'passed' : 'skipped';
}

function errorsOf({ error: first, errors = [] }: Results[number]): z.infer<typeof error>[] {
  return first === undefined ? errors : [first, ...errors];
}

function known(expected: Status, results: Results): string {
  return results.at(-1)?.status === expected
    ? 'It fails, as its suite expects: a known defect is no pass.'
    : `It was to be ${expected}, by its suite, and was not.`;
}
