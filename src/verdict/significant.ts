/**
 * Rounds every figure that is not a whole number to 6 significant digits, all through a value: two machines' last bits
 * must not make two verdicts. What holds no such figure, as most of a verdict does, is given back as it is, uncopied.
 */
export function significant<T>(value: T): T {
  return rounded(value) as T;
}

function rounded(value: unknown): unknown {
  if (typeof value === 'number') return Number.isInteger(value) ? value : Number(value.toPrecision(6));
  if (typeof value !== 'object' || value === null) return value;
  return Array.isArray(value) ? roundedList(value) : roundedMembers(value as Record<string, unknown>);
}

function roundedList(list: readonly unknown[]): readonly unknown[] {
  const items = list.map(rounded);
  return items.every((item, index) => item === list[index]) ? list : items;
}

function roundedMembers(value: Record<string, unknown>): Record<string, unknown> {
  let copy: Record<string, unknown> | undefined;
  for (const key in value) {
    const member = value[key];
    const kept = rounded(member);
    if (kept === member) continue;
    copy ??= { ...value };
    copy[key] = kept;
  }
  return copy ?? value;
}
