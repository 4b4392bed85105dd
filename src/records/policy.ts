import { z } from 'zod';
import { mostComparisons } from './baseline.js';
import { checkId, tier } from './check.js';
import type { ComparisonSource } from './plan.js';
import { seriesPattern } from './prometheus-text.js';

/**
 * `policy.yaml`: what decides. Data, not code, so that production can pin its digest. docs/guides/policy.md explains it
 * to people; the descriptions are what an editor shows.
 */
export const policy = z.strictObject({
  version: z.literal(1),
  tiers: z
    .array(
      z.strictObject({
        checks: z.string().min(1).describe('`*` stays inside a part of the id, `**` does not: load/**'),
        tier: tier.describe('blocking decides; advisory is shown and never decides'),
      }),
    )
    .default([])
    .describe("the first pattern that matches a check's id gives its tier; none: blocking"),
  required: z
    .array(checkId)
    .default([])
    .describe('checks that must be in every plan: one that was deleted or renamed is missing, and missing is not GO'),
  flakeBudget: z.int().nonnegative().default(0).describe('how many blocking checks may be flaky in a GO'),
  attempts: z.int().min(1).max(5).default(2).describe('how often a test is tried: 2 sees a flake, 1 does not retry'),
  evidenceMaxAgeHours: z.number().positive().default(24).describe('evidence older than this when judged is stale'),
  limits: z
    .array(
      z.strictObject({
        check: checkId.describe(
          "the limit's check, as gonogo plan lists it: load/checkout-rush/http-req-failed-rate-lt-0-01",
        ),
        expression: z.string().min(1).describe("the script's own expression with a tighter number: rate<0.005"),
      }),
    )
    .default([])
    .describe("load limits that are tighter than the scripts' own; a looser one is an error"),
  comparisons: z
    .array(
      z.strictObject({
        check: checkId.describe('the check of a limit on a duration, as gonogo plan lists it'),
        marginPercent: z
          .number()
          .positive()
          .max(100)
          .describe('so much slower than earlier runs still counts as not slower'),
        floorMs: z.number().nonnegative().default(0).describe('and so many milliseconds, where that is more'),
      }),
    )
    .max(mostComparisons)
    .default([])
    .describe('limits whose statistic must not be worse than that of earlier GO runs, and of the pinned ones'),
  costs: z
    .array(
      z.strictObject({
        script: z.string().min(1).describe('a load script: load/checkout-rush.k6.ts'),
        counter: z
          .string()
          .regex(seriesPattern, 'a name of Prometheus, with or without labels: process_cpu_seconds_total')
          .describe('what the metrics of staging count: process_cpu_seconds_total'),
        marginPercent: z
          .number()
          .positive()
          .max(100)
          .describe('so much more for a request than in the release before still counts as not more'),
      }),
    )
    .max(mostComparisons)
    .default([])
    .describe('what a request of a load script costs staging: compared with the release before in profile full'),
  capacity: z
    .array(
      z.strictObject({
        script: z
          .string()
          .min(1)
          .describe('a k6 script that multiplies its rates by GONOGO_LOAD: load/checkout-rush.k6.ts'),
        atLeast: z
          .number()
          .positive()
          .max(1000)
          .describe(
            'the load that has to be taken, such as the expected peak, as a multiple of the script’s in profile smoke',
          ),
      }),
    )
    .default([])
    .describe('how much load is taken within the limits: looked for in profile full'),
  underLoad: z
    .array(
      z.strictObject({
        script: z
          .string()
          .min(1)
          .describe('a k6 script that starts iterations at an arrival rate: load/checkout-rush.k6.ts'),
        checks: z
          .array(checkId)
          .min(1)
          .describe('checks of tests that open pages, as gonogo plan lists them: journeys/guest-checkout'),
        marginPercent: z
          .number()
          .positive()
          .max(1000)
          .describe('so much slower than without the load their pages may be'),
        floorMs: z.number().nonnegative().default(0).describe('and so many milliseconds, where that is more'),
      }),
    )
    .refine((all) => checksIn(all) <= mostComparisons, {
      message: `at most ${mostComparisons} checks are walked under load: they share one error of 5 %`,
    })
    .default([])
    .describe('tests that must work, and whose pages must not be slower, while load runs: walked in profile full'),
  steady: z
    .array(
      z.strictObject({
        script: z.string().min(1).describe('a k6 script that holds its load: load/checkout-rush.k6.ts'),
        of: z
          .string()
          .regex(seriesPattern, 'http_req_duration, or a name of Prometheus, with or without labels')
          .describe(
            'http_req_duration (how long requests take on average) or a gauge of the metrics of staging: process_resident_memory_bytes',
          ),
        atMostPercentPerHour: z
          .number()
          .positive()
          .max(10_000)
          .describe('by so many per cent of its mean it may grow in an hour'),
      }),
    )
    .default([])
    .describe('what may not grow while load lasts: watched in profile full'),
  waivers: z
    .strictObject({
      horizonDays: z
        .strictObject({ blocking: z.number().positive().default(30), advisory: z.number().positive().default(90) })
        .prefault({})
        .describe('how far ahead a waiver may expire, by the tier of its check'),
      never: z
        .array(z.string().min(1))
        .default(['environment/**'])
        .describe('safety: what no waiver and no quarantine covers; the release identity is always among it'),
    })
    .prefault({}),
  quarantine: z
    .strictObject({
      atMost: z.int().nonnegative().default(0).describe('how many checks may be in quarantine at a time'),
      horizonDays: z.number().positive().default(30).describe('how far ahead an end may lie'),
    })
    .prefault({}),
  approvals: z
    .array(z.strictObject({ role: z.string().min(1), count: z.int().positive().max(100).default(1) }))
    .default([])
    .describe(
      "so many people in each role must approve before a release may go; who they are is production's trust file's word",
    ),
});
export type Policy = z.infer<typeof policy>;

/** How many checks the policy wants walked under load. */
export function underLoadCount({ underLoad }: Pick<Policy, 'underLoad'>): number {
  return checksIn(underLoad);
}

function checksIn(all: readonly { checks: readonly string[] }[]): number {
  return all.reduce((sum, { checks }) => sum + checks.length, 0);
}

/** The margin that a comparison of the policy names. A cost has no floor. */
export function marginAsked(
  asked: Policy['comparisons'][number] | Policy['costs'][number] | Policy['underLoad'][number],
): ComparisonSource['margin'] {
  return { relative: asked.marginPercent / 100, absolute: 'floorMs' in asked ? asked.floorMs : 0 };
}

/** How many comparisons side by side share the error: whatever may be worse is among them. */
export function comparedInPairs({ comparisons, costs }: Pick<Policy, 'comparisons' | 'costs'>): number {
  return comparisons.length + costs.length;
}
