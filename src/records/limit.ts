import { z } from 'zod';

/** How a limit is counted: a share of samples beyond an edge, or a total. */
export const limitRule = z.discriminatedUnion('kind', [
  /** `p(95)<500`, `med<200`, `max<1000`: at most `1 - quantile` of the samples may be on the wrong side of `edge`. */
  z.strictObject({
    kind: z.literal('quantile'),
    quantile: z.number().gt(0).max(1),
    comparison: z.enum(['<', '<=', '>', '>=']),
    edge: z.number(),
  }),
  /** `rate<0.01`: the share of non-zero samples. */
  z.strictObject({
    kind: z.literal('rate'),
    comparison: z.enum(['<', '<=', '>', '>=']),
    edge: z.number().min(0).max(1),
  }),
  /** `count>100`: the sum of the samples' values (k6 counters). */
  z.strictObject({
    kind: z.literal('count'),
    comparison: z.enum(['<', '<=', '>', '>=', '==']),
    edge: z.number(),
  }),
]);
export type LimitRule = z.infer<typeof limitRule>;

/** One limit of a load script as it was written: `http_req_duration{name:pay}` and `p(95)<800`. */
export const limit = z.strictObject({
  metric: z.string().min(1),
  /** The tags that select samples; empty: all. */
  tags: z.record(z.string(), z.string()),
  expression: z.string().min(1),
  rule: limitRule,
  /** `ms` for time metrics, `1` for shares and counts. */
  unit: z.enum(['ms', '1', 'bytes']),
});
export type Limit = z.infer<typeof limit>;

/** An upper limit on a duration: the only kind that a late generator makes look worse than it is, or proven without load. */
export function isOfDurations({ rule, unit }: Limit): boolean {
  return rule.kind === 'quantile' && unit === 'ms' && (rule.comparison === '<' || rule.comparison === '<=');
}
