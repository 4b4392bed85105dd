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
  let copy: unknown[] | undefined;
  for (let index = 0; index < list.length; index += 1) {
    const kept = rounded(list[index]);
    if (kept === list[index]) continue;
    copy ??= [...list];
    copy[index] = kept;
  }
  return copy ?? list;
}

function roundedMembers(value: Record<string, unknown>): Record<string, unknown> {
  let copy: Record<string, unknown> | undefined;
  for (const key in value) {
    const member = value[key];
    // Most members of most rows, and not worth a call: judging many checks would take a fifth longer.
    if (typeof member === 'string' || member === undefined) continue;
    const kept = rounded(member);
    if (kept === member) continue;
    copy ??= { ...value };
    copy[key] = kept;
  }
  return copy ?? value;
}
