import { z } from 'zod';
import type { KeyPath } from './yaml-grammar.js';

interface Flaw {
  at: (string | number)[];
  message: string;
}

/** A schema's issues with a YAML file (parsed with `reportInput`), each with its key and what to write instead. */
export function flawsOf(issues: readonly z.core.$ZodIssue[], schema: z.ZodType): Flaw[] {
  return issues.flatMap((issue): Flaw[] => {
    const at = issue.path.map((key) => (typeof key === 'symbol' ? String(key) : key));
    if (issue.code === 'unrecognized_keys') {
      const known = knownKeys(schema, at);
      return issue.keys.map((name) => ({ at: [...at, name], message: `unknown key. ${suggestion(name, known)}` }));
    }
    return [{ at, message: messageOf(issue) }];
  });
}

/** zod's kinds of values, in words that an author of YAML knows. */
const kinds: Record<string, string> = {
  boolean: 'true or false',
  number: 'a number',
  int: 'a whole number',
  string: 'text',
  array: 'a list',
  object: 'keys and values',
};

function messageOf(issue: z.core.$ZodIssue): string {
  const { input } = issue;
  const wants = issue.code === 'invalid_type' ? kinds[issue.expected] : undefined;
  if (input === undefined) return `is missing. It wants ${wants ?? wantedBy(issue)}.`;
  if (input === null) return `nothing is written after it. Write ${wants ?? wantedBy(issue)}, or remove the key.`;
  if (wants === undefined) return `${issue.message}${issue.message.endsWith('.') ? '' : '.'}`;
  return `wants ${wants}, and this is ${described(input)}. ${remedy(wants, input)}`.trim();
}

function wantedBy(issue: z.core.$ZodIssue): string {
  return issue.code === 'invalid_value' ? issue.values.map(String).join(' or ') : `what fits: ${issue.message}`;
}

function described(input: unknown): string {
  if (Array.isArray(input)) return 'a list';
  if (typeof input === 'object') return 'keys and values';
  return typeof input === 'string' ? `the text "${input}"` : JSON.stringify(input);
}

/** What people who know another YAML, or quote everything, most likely meant. */
function remedy(wants: string, input: unknown): string {
  if (wants === 'text' && (typeof input === 'number' || typeof input === 'boolean'))
    return `Put it in quotes: "${input}".`;
  if (wants === 'a list' && typeof input === 'string') return `Write [${input}].`;
  if (typeof input !== 'string') return '';
  if (wants === 'true or false') {
    const meant = /^(y|yes|on|true)$/i.test(input) ? 'true' : /^(n|no|off|false)$/i.test(input) ? 'false' : undefined;
    return meant === undefined ? '' : `Write ${meant}: in YAML 1.2 "${input}" is text.`;
  }
  const digits = input.replaceAll('_', '');
  const isNumber = wants.endsWith('number') && digits.trim() !== '' && Number.isFinite(Number(digits));
  return isNumber ? `Write ${Number(digits)}, without quotes or "_".` : '';
}

/** The keys that a schema knows at a place, read from its JSON Schema, which is plain data. */
function knownKeys(schema: z.ZodType, at: KeyPath): string[] {
  let within: z.core.JSONSchema._JSONSchema | undefined = z.toJSONSchema(schema, {
    io: 'input',
    unrepresentable: 'any',
  });
  for (const key of at) {
    if (typeof within !== 'object' || Array.isArray(within.items)) return [];
    within = typeof key === 'number' ? within.items : within.properties?.[key];
  }
  return typeof within === 'object' && within.properties !== undefined ? Object.keys(within.properties) : [];
}

function suggestion(name: string, known: readonly string[]): string {
  const [nearest] = known
    .map((key) => ({ key, distance: editDistance(name.toLowerCase(), key.toLowerCase()) }))
    .toSorted((a, b) => a.distance - b.distance);
  if (nearest === undefined) return 'Remove it.';
  // A third of its letters may be wrong; what is further off is another word.
  if (nearest.distance <= Math.max(1, Math.floor(nearest.key.length / 3))) return `Did you mean ${nearest.key}?`;
  return `Known here: ${known.join(', ')}.`;
}

/** How many letters have to be put in, left out or exchanged (Levenshtein). */
function editDistance(from: string, to: string): number {
  // A word this long is no misspelling, and would only take time.
  if (from.length > 64) return from.length;
  let row = Array.from({ length: to.length + 1 }, (_, at) => at);
  for (const [i, letter] of [...from].entries()) {
    const next = [i + 1];
    for (const [j, other] of [...to].entries()) {
      const [across, above, left] = [row[j], row[j + 1], next[j]];
      if (across === undefined || above === undefined || left === undefined) throw new Error('a row is too short');
      next.push(Math.min(across + (letter === other ? 0 : 1), above + 1, left + 1));
    }
    row = next;
  }
  return row.at(-1) ?? from.length;
}
