import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { UsageError } from '../records/usage-error.js';

/** A line of a file that is added to from run to run, and where it stands: `reports/baseline.jsonl, line 3`. */
export interface PlacedLine<T> {
  value: T;
  place: string;
}

/**
 * All lines of such a file, but for empty ones. No file: none.
 * @param kind what the file is: `baseline`.
 * @param mend what to do about a line that cannot be read.
 * @throws UsageError with the first line that cannot be read: none is left out.
 */
export function readJsonLines<T>(
  file: string,
  schema: z.ZodType<T>,
  { kind, mend }: { kind: string; mend: string },
): PlacedLine<T>[] {
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line, at) => {
      const place = `${file}, line ${at + 1}`;
      return line.trim() === '' ? [] : [{ value: readLine(line, place, schema, { kind, mend }), place }];
    });
}

function readLine<T>(
  line: string,
  place: string,
  schema: z.ZodType<T>,
  { kind, mend }: { kind: string; mend: string },
): T {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw new UsageError(`${place}: this is no JSON. ${mend}`);
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new UsageError(
    `${place}: no line of ${kind} by this version of gonogo. ${mend}\n${z.prettifyError(parsed.error)}`,
  );
}

/** Adds lines at the end and in one piece: two runs that end together lose nothing. */
export function addJsonLines(file: string, values: readonly object[]): void {
  if (values.length === 0) return;
  mkdirSync(path.dirname(file), { recursive: true });
  // Whoever was killed in the middle of a line must not spoil the next.
  const begun = existsSync(file) && !readFileSync(file, 'utf8').endsWith('\n') ? '\n' : '';
  appendFileSync(file, begun + values.map((value) => `${JSON.stringify(value)}\n`).join(''));
}
