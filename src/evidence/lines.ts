import type { z } from 'zod';
import type { ReasonCode } from '../records/check.js';
import { evidenceLine } from '../records/seal.js';
import { digestOf } from './digest.js';

/** A line that can be believed, or why not; `record` is then what could still be read of it. */
export type ReadLine<T> =
  | { kind: 'whole'; record: T; sha256: string }
  | { kind: 'flawed'; record: unknown; reasonCode: ReasonCode; message: string };

/** Reads lines of evidence: JSON, of the right shape, and holding what was written. */
export function readLines<T>(text: string, file: string, schema: z.ZodType<T>): ReadLine<T>[] {
  const pieces = text.split('\n');
  const torn = pieces.pop();
  const lines = pieces.map((piece, index) => readLine(piece, `${file}, line ${index + 1}`, schema));
  if (torn !== '')
    lines.push(flawed(undefined, 'unparsable', `${file}, line ${lines.length + 1}: torn off before its end`));
  return lines;
}

function readLine<T>(piece: string, where: string, schema: z.ZodType<T>): ReadLine<T> {
  const parsed = evidenceLine.safeParse(parsedJson(piece));
  if (!parsed.success) return flawed(undefined, 'unparsable', `${where}: not a line of evidence`);
  const { record, sha256 } = parsed.data;
  if (digestOf(record) !== sha256)
    return flawed(record, 'unparsable', `${where}: it does not hold what its sha256 says`);
  const checked = schema.safeParse(record);
  if (checked.success) return { kind: 'whole', record: checked.data, sha256 };
  const issue = checked.error.issues[0];
  const what = issue === undefined ? 'not of its shape' : `${issue.path.join('.')}: ${issue.message}`;
  return flawed(record, reasonOfIssue(issue), `${where}: ${what}`);
}

function flawed<T>(record: unknown, reasonCode: ReasonCode, message: string): ReadLine<T> {
  return { kind: 'flawed', record, reasonCode, message };
}

/** Invalid JSON reads as undefined, which no schema here takes. */
export function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The reason code for what a schema found first. */
export function reasonOfIssue(issue: z.core.$ZodIssue | undefined): ReasonCode {
  if (issue === undefined) return 'unparsable';
  if (issue.code === 'too_small' && issue.origin !== 'array' && issue.origin !== 'string') return 'invalid-number';
  if (issue.code === 'invalid_type' && (issue.expected === 'number' || issue.expected === 'int'))
    return 'invalid-number';
  return issue.code === 'invalid_value' && issue.path.at(-1) === 'status' ? 'unknown-status' : 'unparsable';
}
