import { z } from 'zod';
import { ReportFlaw, refuseOtherCount, type ForeignReport, type ForeignTest } from './report.js';
import { readJson } from './strict-json.js';

const statuses = ['passed', 'failed', 'skipped', 'pending', 'other'] as const;
const status = z.enum(statuses);
const count = z.int().nonnegative();
const milliseconds = z.number().nonnegative();

const test = z.object({
  name: z.string(),
  status,
  duration: milliseconds,
  suite: z.union([z.string(), z.array(z.string())]).optional(),
  message: z.string().optional(),
  trace: z.string().optional(),
  flaky: z.boolean().optional(),
  retries: count.optional(),
  retryAttempts: z.array(z.object({ status, message: z.string().optional() })).optional(),
});

/** https://ctrf.io; reports from before it had a `reportFormat` have none. */
const ctrf = z.object({
  reportFormat: z.literal('CTRF').optional(),
  results: z.object({
    tool: z.object({ name: z.string(), version: z.string().optional() }),
    summary: z.object({
      tests: count,
      passed: count,
      failed: count,
      skipped: count,
      pending: count,
      other: count,
      flaky: count.optional(),
      start: milliseconds,
      stop: milliseconds,
    }),
    tests: z.array(test),
  }),
});

/** @throws ReportFlaw */
export function readCtrf(text: string): ForeignReport {
  const { tool, summary, tests } = readJson(text, ctrf).results;
  refuseOtherCount('tests', summary.tests, tests.length);
  for (const one of statuses) refuseOtherCount(one, summary[one], tests.filter((each) => each.status === one).length);
  refuseOtherCount('flaky', summary.flaky, tests.filter(({ flaky }) => flaky === true).length);
  if (summary.stop < summary.start) throw new ReportFlaw('invalid-number', 'It stopped before it started.');
  return {
    tool: tool.version === undefined ? tool.name : `${tool.name} ${tool.version}`,
    tests: tests.map((each): ForeignTest => {
      const outcome = outcomeOf(each);
      return {
        title: [each.suite ?? [], each.name].flat().join(' › '),
        outcome,
        ...(each.message === undefined ? {} : { message: each.message }),
        ...(outcome === 'failed' || outcome === 'flaky' ? { whole: wordsOf(each) } : {}),
      };
    }),
    // Converters that do not know write 0.
    moments: [summary.start, summary.stop].filter((atMs) => atMs !== 0).map((atMs) => ({ atMs, zoned: true })),
  };
}

function wordsOf({ message, trace, retryAttempts }: z.infer<typeof test>): string[] {
  const before = retryAttempts?.map((attempt) => attempt.message) ?? [];
  return [message, trace, ...before].filter((word) => word !== undefined);
}

/** What is pending or `other` did not pass: nobody can tell more. */
function outcomeOf({ status: said, flaky, retries, retryAttempts }: z.infer<typeof test>): ForeignTest['outcome'] {
  if (said === 'failed') return 'failed';
  if (said !== 'passed') return 'skipped';
  const wasTriedAgain = retries !== undefined && retries > 0;
  const failedBefore = retryAttempts?.some((attempt) => attempt.status !== 'passed') === true;
  return flaky === true || wasTriedAgain || failedBefore ? 'flaky' : 'passed';
}
