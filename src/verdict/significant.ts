/**
 * Rounds every figure that is not a whole number to 6 significant digits, all through a value: two machines' last bits
 * must not make two verdicts.
 */
export function significant<T>(value: T): T {
  return rounded(value) as T;
}

function rounded(value: unknown): unknown {
  if (typeof value === 'number') return Number.isInteger(value) ? value : Number(value.toPrecision(6));
  if (Array.isArray(value)) return value.map(rounded);
  if (typeof value !== 'object' || value === null) return value;
  const kept: Record<string, unknown> = {};
  // Of all that judging does this is what most values pass through: no pairs are made for it.
  for (const key of Object.keys(value)) {
    const member: unknown = value[key as keyof typeof value];
    if (member !== undefined) kept[key] = rounded(member);
  }
  return kept;
}
