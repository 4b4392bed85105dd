import type { z } from 'zod';
import { reasonOfIssue } from '../lines.js';
import { ReportFlaw } from './report.js';

// Playwright nests a report two levels a `describe`; nobody's goes this deep.
const deepest = 100;

/**
 * JSON of another tool, read so that it means one thing only: no key twice, none called `__proto__`, no depth that a
 * reader could drown in. What the schema does not know is left out.
 * @throws ReportFlaw
 */
export function readJson<T>(text: string, schema: z.ZodType<T>): T {
  const written = shapeOf(text);
  if (written.depth > deepest)
    throw new ReportFlaw('unparsable', `It is nested ${written.depth} deep; ${deepest} is the most that is read.`);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new ReportFlaw('unparsable', `It is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (namesIn(value) !== written.names)
    throw new ReportFlaw('unparsable', 'It has a key twice, and nobody can tell which one is meant.');
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new ReportFlaw(reasonOfIssue(issue), `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not of its form'}`);
}

/** How deep a JSON text is nested, and how many members it spells out: strings before a colon. */
function shapeOf(text: string): { depth: number; names: number } {
  let depth = 0;
  let most = 0;
  let names = 0;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at];
    if (sign === '[' || sign === '{') most = Math.max(most, (depth += 1));
    else if (sign === ']' || sign === '}') depth -= 1;
    else if (sign === '"') {
      for (at += 1; at < text.length && text[at] !== '"'; at += 1) if (text[at] === '\\') at += 1;
      let next = at + 1;
      while (next < text.length && ' \t\n\r'.includes(text.charAt(next))) next += 1;
      if (text[next] === ':') names += 1;
    }
  }
  return { depth: most, names };
}

/** How many members a JSON value has in all. Without recursion: it may be wide. */
function namesIn(root: unknown): number {
  let names = 0;
  const waiting = [root];
  while (waiting.length > 0) {
    const value = waiting.pop();
    if (typeof value !== 'object' || value === null) continue;
    if (!Array.isArray(value)) {
      const keys = Object.keys(value);
      if (keys.includes('__proto__')) throw new ReportFlaw('unparsable', 'It has a key __proto__.');
      names += keys.length;
    }
    for (const member of Object.values(value)) waiting.push(member);
  }
  return names;
}
