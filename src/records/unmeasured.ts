import { z } from 'zod';
import { reasonCode, type ReasonCode } from './check.js';

/** Why a test could not measure what it was to judge, by its own word. */
export const unmeasured = z.strictObject({ reasonCode, message: z.string() });

/** The annotation by which an attempt says so. */
export const unmeasuredAnnotation = 'not measured';

export function unmeasuredWords(reason: ReasonCode, message: string): string {
  return `${reason}: ${message}`;
}

/** Reads `unmeasuredWords`; undefined for words that begin with no reason code: they say nothing. */
export function unmeasuredIn(words: string): z.infer<typeof unmeasured> | undefined {
  const [, code, message] = /^([a-z-]+): (.*)$/s.exec(words) ?? [];
  const read = unmeasured.safeParse({ reasonCode: code, message });
  return read.success ? read.data : undefined;
}
