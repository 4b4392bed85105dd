import { z } from 'zod';
import { ReportFlaw, refuseOtherCount, type ForeignReport, type ForeignTest } from './report.js';
import { readJson } from './strict-json.js';

const status = z.enum(['passed', 'failed', 'timedOut', 'skipped', 'interrupted']);
const count = z.int().nonnegative();
const error = z.object({ message: z.string().optional() });

const test = z.object({
  expectedStatus: status,
  projectName: z.string(),
  status: z.enum(['skipped', 'expected', 'unexpected', 'flaky']),
  results: z.array(
    z.object({ status: status.optional(), duration: z.number().nonnegative(), errors: z.array(error).optional() }),
  ),
});
const spec = z.object({ title: z.string(), tests: z.array(test) });
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
  return {
    tool: `Playwright ${config.version}`,
    tests: found.map(foreignTest),
    beganMs: Date.parse(stats.startTime),
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

function foreignTest({ title, test: { status: said, expectedStatus, results } }: Found): ForeignTest {
  const last = results.at(-1);
  const failure = results.flatMap(({ errors }) => errors ?? [])[0]?.message;
  switch (said) {
    case 'expected':
      if (last?.status !== expectedStatus)
        throw new ReportFlaw('counts-disagree', `${title} is said to be as expected, and ended as ${last?.status}.`);
      if (expectedStatus === 'passed') return { title, outcome: 'passed' };
      return { title, outcome: 'failed', message: 'It fails, as its suite expects: a known defect is no pass.' };
    case 'unexpected':
      return { title, outcome: 'failed', ...(failure === undefined ? {} : { message: failure }) };
    case 'flaky':
    case 'skipped':
      return { title, outcome: said };
  }
}
