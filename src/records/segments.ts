import { z } from 'zod';

/** More k6 processes than this on one machine only take the processors from one another. */
export const mostSegments = 16;

/** One k6 process of several that together are one run of a script; the first is 1. */
export const segment = z.strictObject({ nth: z.int().positive(), of: z.int().positive() });
export type Segment = z.infer<typeof segment>;

/** Even parts of a run, in their order. @param of at least 1 */
export function segmentsOf(of: number): Segment[] {
  return Array.from({ length: of }, (_, index) => ({ nth: index + 1, of }));
}

/** `k6`, or `k6 of segment 2 of 3`. */
export function toolInWords(tool: string, segment: Segment | undefined): string {
  return segment === undefined ? tool : `${tool} of segment ${segment.nth} of ${segment.of}`;
}
