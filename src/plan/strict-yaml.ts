import { lstatSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import type { z } from 'zod';
import { UsageError } from '../records/usage-error.js';
import { flawsOf } from './schema-flaws.js';
import { parseStrictly, type KeyPath, type StrictDocument } from './yaml-grammar.js';

/** A file's value, and where in the file each part of it is written. */
export interface YamlRead<T> {
  value: T;
  /** The line, from 1, of a key or an entry; undefined for what is not written there. */
  lineOf: StrictDocument['lineOf'];
}

const maxBytes = 256 * 1024;
// Who has more to mend starts with these.
const mostFlaws = 20;

/**
 * Reads a YAML file of the project: YAML 1.2, one document, keys and values, without what reads differently elsewhere
 * (see yaml-grammar.ts). Undefined when there is no such file.
 * @throws UsageError with the file, the line, the key, what is wrong and what to write.
 */
export function readYaml<T>(projectDir: string, fileName: string, schema: z.ZodType<T>): T | undefined {
  return readLocatedYaml(projectDir, fileName, schema)?.value;
}

/** As `readYaml`, for who also has to say on which line something is written. @throws UsageError */
export function readLocatedYaml<T>(
  projectDir: string,
  fileName: string,
  schema: z.ZodType<T>,
): YamlRead<T> | undefined {
  const text = textOf(projectDir, fileName);
  if (text === undefined) return undefined;
  const { data, lineOf } = parseStrictly(text, fileName);
  // The input goes along, so that a message can say what was written.
  const parsed = schema.safeParse(data, { reportInput: true });
  if (parsed.success) return { value: parsed.data, lineOf };
  const flaws = flawsOf(parsed.error.issues, schema);
  const told = flaws
    .slice(0, mostFlaws)
    .map(({ at, message }) => `  line ${nearestLine(lineOf, at)}: ${keyText(at)}: ${message}`);
  const rest = flaws.length > mostFlaws ? [`  and ${flaws.length - mostFlaws} more`] : [];
  throw new UsageError([`${fileName} is not valid:`, ...told, ...rest].join('\n'));
}

/** `tiers[0].checks`. */
export function keyText(at: KeyPath): string {
  if (at.length === 0) return '(the whole file)';
  return at
    .map((key) => (typeof key === 'number' ? `[${key}]` : `.${key}`))
    .join('')
    .replace(/^\./, '');
}

function textOf(projectDir: string, fileName: string): string | undefined {
  const file = path.resolve(projectDir, fileName);
  const misnamed = fileName.replace(/\.yaml$/, '.yml');
  // Misnamed must not mean not there: without the file a default decides.
  if (misnamed !== fileName && lstatSync(path.resolve(projectDir, misnamed), { throwIfNoEntry: false })) {
    throw new UsageError(`${misnamed} is not read. Rename it to ${fileName}, or remove it.`);
  }
  if (lstatSync(file, { throwIfNoEntry: false }) === undefined) return undefined;
  let bytes: Buffer;
  try {
    const { size } = statSync(file);
    if (size > maxBytes) throw new UsageError(`${fileName} is over ${maxBytes} bytes (it has ${size}). Shorten it.`);
    bytes = readFileSync(file);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`${fileName} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new UsageError(`${fileName} is not UTF-8 text. Save it as UTF-8.`);
  }
}

/** Where something is missing, the line of what it is missing in. */
function nearestLine(lineOf: StrictDocument['lineOf'], at: KeyPath): number {
  for (let length = at.length; length > 0; length -= 1) {
    const line = lineOf(at.slice(0, length));
    if (line !== undefined) return line;
  }
  return lineOf([]) ?? 1;
}
