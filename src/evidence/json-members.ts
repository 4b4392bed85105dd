/** What the text of a JSON value spells out, before a parser drops the first of two members of one name. */
interface Written {
  /** How many arrays and objects lie in each other at the most. */
  depth: number;
  /** How many members its objects have in all: strings before a colon. */
  names: number;
}

/** Reads any text, JSON or not. Letter by letter: a regular expression would overflow on a long string. */
export function membersWritten(text: string): Written {
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

/**
 * How many members a parsed JSON value has in all, and whether one is called `__proto__`. Fewer than were written: one
 * was there twice. Without recursion: it may be deep.
 */
export function membersIn(root: unknown): { names: number; proto: boolean } {
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
