import { z } from 'zod';

const ms = z.number().positive();

/** What production is expected to take, and how it compares with staging: `production.expected` of staging.config.ts. */
export const expectedLoad = z.strictObject({
  /** A script of `capacity` in policy.yaml. */
  script: z.string().min(1),
  /** At its peak, of requests as the script sends them. */
  requestsPerSecond: z.number().positive(),
  /** So many times as large as staging production is: 3 where it has three times the machines, of the same kind. */
  timesStaging: z.number().positive(),
  /** Why that many. */
  reason: z.string().min(10),
  /** How many processors it has for that, of the kind that staging has. Absent: what the requests need is told, and held against nothing. */
  processors: z.number().positive().optional(),
});

/** What a run foretells of production: a line of `forecasts.jsonl`. */
export const forecast = expectedLoad.omit({ processors: true }).extend({
  schemaVersion: z.literal(1),
  kind: z.literal('forecast'),
  runId: z.string().min(1),
  release: z.string().min(1),
  finishedAt: z.iso.datetime(),
  /** How long a request takes on average: 95 % sure that it lies from `low` to `high`. */
  meanMs: z.strictObject({ low: z.number().nonnegative(), middle: ms, high: ms }),
  /** What it was told from: staging's own requests in a second, and how long they took on average. */
  runs: z.array(z.strictObject({ perSecond: z.number().positive(), meanMs: ms })).min(1),
});
export type Forecast = z.infer<typeof forecast>;

/** What production really took, beside what was foretold of just that load: a line of `forecasts.jsonl`, after the forecast's. */
export const actual = z.strictObject({
  schemaVersion: z.literal(1),
  kind: z.literal('actual'),
  /** The run whose forecast it is. */
  runId: z.string().min(1),
  script: z.string().min(1),
  at: z.iso.datetime(),
  recordedAt: z.iso.datetime(),
  requestsPerSecond: z.number().positive(),
  meanMs: ms,
  foretoldMs: z.strictObject({ low: z.number().nonnegative(), high: ms }),
});
export type Actual = z.infer<typeof actual>;

export const forecastsLine = z.discriminatedUnion('kind', [forecast, actual]);

/** In the folder where runs are kept: every GO that foretells something adds to it, and people what came of it. */
export const forecastsFile = 'forecasts.jsonl';

/** Whether what production took lies inside what was foretold. */
export function isInside({ meanMs, foretoldMs }: Actual): boolean {
  return meanMs >= foretoldMs.low && meanMs <= foretoldMs.high;
}
