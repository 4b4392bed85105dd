import { z } from 'zod';

/** Set in the environment of a walk: a test that is run for the speed of its pages, with load and without it in turn. */
export const walkVariable = 'GONOGO_WALK';

/** How long the pages of one attempt took, in milliseconds. */
export const pageTimes = z.strictObject({
  /**
   * `ready`: from the beginning of each navigation until the page was there (DOMContentLoaded), or until it was left before
   * that. `lcp`: the largest contentful paint, the median of several loads.
   */
  figure: z.enum(['ready', 'lcp']),
  /** Null: the browser gave no figure, which is not 0. */
  pages: z.array(z.strictObject({ path: z.string(), ms: z.number().nonnegative().nullable() })).min(1),
});
export type PageTimes = z.infer<typeof pageTimes>;
