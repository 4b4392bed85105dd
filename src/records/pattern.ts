/**
 * Does a check's id match a pattern? `*` stays inside one part of the id, `**` does not. `journeys/**` matches all
 * that lies below it.
 */
export function matchesPattern(id: string, pattern: string): boolean {
  const source = pattern
    .split(/(\*\*|\*)/)
    .map((piece) => (piece === '**' ? '.*' : piece === '*' ? '[^/]*' : piece.replace(/[\\^$.|?+()[\]{}]/g, '\\$&')))
    .join('');
  return new RegExp(`^${source}$`).test(id);
}
