import type { z } from 'zod';

/**
 * JSON as everybody reads it alike: a key that is there twice means one thing to one reader and another to the next,
 * and `__proto__` means more than data to some.
 * @throws SyntaxError with what is wrong.
 */
function strictJson(text: string): unknown {
  const value: unknown = JSON.parse(text);
  const { names, proto } = namesIn(value);
  if (proto) throw new SyntaxError('it has a key __proto__');
  if (namesWritten(text) !== names) throw new SyntaxError('it has a key twice');
  return value;
}

/** How many members the text of a JSON value spells out: strings before a colon. A regular expression would overflow. */
function namesWritten(text: string): number {
  let names = 0;
  for (let at = text.indexOf('"'); at !== -1; at = text.indexOf('"', at + 1)) {
    for (at += 1; text[at] !== '"'; at += 1) if (text[at] === '\\') at += 1;
    let next = at + 1;
    while (' \t\n\r'.includes(text.charAt(next)) && next < text.length) next += 1;
    if (text[next] === ':') names += 1;
  }
  return names;
}

function namesIn(root: unknown): { names: number; proto: boolean } {
  const seen = { names: 0, proto: false };
  const waiting = [root];
  while (waiting.length > 0) {
    const value = waiting.pop();
    if (typeof value !== 'object' || value === null) continue;
    if (!Array.isArray(value)) {
      const keys = Object.keys(value);
      seen.names += keys.length;
      seen.proto ||= keys.includes('__proto__');
    }
    for (const member of Object.values(value)) waiting.push(member);
  }
  return seen;
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
