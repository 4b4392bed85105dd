import type { z } from 'zod';
import { membersIn, membersWritten } from '../evidence/json-members.js';

/**
 * JSON as everybody reads it alike: a key that is there twice means one thing to one reader and another to the next,
 * and `__proto__` means more than data to some.
 * @throws SyntaxError with what is wrong.
 */
function strictJson(text: string): unknown {
  const value: unknown = JSON.parse(text);
  const { names, proto } = membersIn(value);
  if (proto) throw new SyntaxError('it has a key __proto__');
  if (membersWritten(text).names !== names) throw new SyntaxError('it has a key twice');
  return value;
}

export type Strict<T> = { success: true; data: T } | { success: false; flaw: string };

/** Bytes of a schema: UTF-8, strict JSON, and nothing that the schema does not know. Never throws. */
export function strictly<T>(bytes: Buffer, schema: z.ZodType<T>): Strict<T> {
  let json: unknown;
  try {
    json = strictJson(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch (error) {
    return { success: false, flaw: error instanceof Error ? error.message : String(error) };
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return { success: true, data: parsed.data };
  const issue = parsed.error.issues[0];
  return {
    success: false,
    flaw: issue === undefined ? 'not of its form' : `${issue.path.join('.')}: ${issue.message}`,
  };
}
