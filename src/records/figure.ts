/** A figure of a verdict: whole, or with 6 significant digits. Two machines' last bits must not make two verdicts. */
export function figure(value: number): number {
  return Number.isInteger(value) ? value : Number(value.toPrecision(6));
}

/** A share in words, with 3 significant digits: `12.3 %`. */
export function percent(share: number): string {
  return `${Number((share * 100).toPrecision(3))} %`;
}

/** A size with its unit and 3 significant digits, what is whole being left so: `12.5 ms`. */
export function amount(value: number, unit: 'ms' | '1' | 'bytes'): string {
  const rounded = Number.isInteger(value) ? value : Number(value.toPrecision(3));
  return unit === '1' ? `${rounded}` : `${rounded} ${unit}`;
}
