/** By pattern: a run asks for the same few of them once a check. */
const compiled = new Map<string, RegExp>();

/**
 * Does a check's id match a pattern? `*` stays inside one part of the id, `**` does not. `journeys/**` matches all
 * that lies below it.
 */
export function matchesPattern(id: string, pattern: string): boolean {
  let expression = compiled.get(pattern);
  if (expression === undefined) {
    expression = expressionOf(pattern);
    compiled.set(pattern, expression);
  }
  return expression.test(id);
}

function expressionOf(pattern: string): RegExp {
  const source = pattern
    .split(/(\*\*|\*)/)
    .map((piece) => (piece === '**' ? '.*' : piece === '*' ? '[^/]*' : literally(piece)))
    .join('');
  return new RegExp(`^${source}$`);
}

/** A text as the source of a regular expression that matches nothing else. */
export function literally(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
