import { z } from 'zod';

/** Go's duration text, `1m30s`, in seconds. */
const seconds = z.string().transform((text, context) => {
  const unit: Record<string, number> = { h: 3600, m: 60, s: 1, ms: 1e-3, µs: 1e-6, us: 1e-6, ns: 1e-9 };
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)(h|ms|m|s|µs|us|ns)/g)];
  if (parts.map(([part]) => part).join('') !== text) {
    context.addIssue({ code: 'custom', message: `"${text}" is not a duration` });
    return z.NEVER;
  }
  return parts.reduce((sum, [, amount, name]) => sum + Number(amount) * (unit[name ?? ''] ?? Number.NaN), 0);
});

const common = { startTime: seconds.nullish(), options: z.object({ browser: z.unknown().optional() }).nullish() };
const vus = z.number().nullish();
const ofArrivals = { preAllocatedVUs: z.number(), maxVUs: vus };
const stages = z.array(z.object({ duration: seconds, target: z.number() }));

/** A scenario as `k6 inspect --execution-requirements` prints it, reduced to what gonogo reckons with. */
export const k6Scenario = z.discriminatedUnion('executor', [
  z.object({
    ...common,
    executor: z.literal('constant-arrival-rate'),
    rate: z.number(),
    timeUnit: seconds.nullish(),
    duration: seconds,
    ...ofArrivals,
  }),
  z.object({
    ...common,
    executor: z.literal('ramping-arrival-rate'),
    startRate: z.number().nullish(),
    timeUnit: seconds.nullish(),
    stages,
    ...ofArrivals,
  }),
  z.object({ ...common, executor: z.literal('constant-vus'), vus, duration: seconds }),
  z.object({ ...common, executor: z.literal('ramping-vus'), startVUs: vus, stages }),
  z.object({ ...common, executor: z.literal('externally-controlled'), vus, maxVUs: vus, duration: seconds }),
  z.object({
    ...common,
    executor: z.literal('shared-iterations'),
    vus,
    iterations: z.number().nullish(),
    maxDuration: seconds.nullish(),
  }),
  z.object({
    ...common,
    executor: z.literal('per-vu-iterations'),
    vus,
    iterations: z.number().nullish(),
    maxDuration: seconds.nullish(),
  }),
]);
export type K6Scenario = z.infer<typeof k6Scenario>;

const threshold = z.union([z.string(), z.object({ threshold: z.string() }).transform(({ threshold: text }) => text)]);

/** What gonogo reads of the options that `k6 inspect` prints; the rest is k6's own matter. */
export const k6Inspection = z.object({
  scenarios: z.record(z.string(), k6Scenario),
  thresholds: z.record(z.string(), z.array(threshold)).nullish(),
  systemTags: z.array(z.string()).nullish(),
  hosts: z.record(z.string(), z.unknown()).nullish(),
});
export type K6Inspection = z.infer<typeof k6Inspection>;
