import { z } from 'zod';

/** What the reader of a k6 without gonogo's extension is told. */
export const stockOrder = z.strictObject({
  evidenceFile: z.string(),
  script: z.string(),
  /** As `k6 version` says it. */
  version: z.string(),
  /** Limits to count, as thresholds are written. */
  limits: z.array(z.strictObject({ metric: z.string(), expression: z.string() })),
  mostRequests: z.int().positive(),
  /** k6 itself and its words: it prints its samples, and its log as JSON. */
  command: z.tuple([z.string()], z.string()),
});
export type StockOrder = z.infer<typeof stockOrder>;
