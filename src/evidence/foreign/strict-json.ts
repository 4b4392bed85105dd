import type { z } from 'zod';
import { membersIn, membersWritten } from '../json-members.js';
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
  const written = membersWritten(text);
  if (written.depth > deepest)
    throw new ReportFlaw('unparsable', `It is nested ${written.depth} deep; ${deepest} is the most that is read.`);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new ReportFlaw('unparsable', `It is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  const { names, proto } = membersIn(value);
  if (proto) throw new ReportFlaw('unparsable', 'It has a key __proto__.');
  if (names !== written.names)
    throw new ReportFlaw('unparsable', 'It has a key twice, and nobody can tell which one is meant.');
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new ReportFlaw(reasonOfIssue(issue), `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not of its form'}`);
}
