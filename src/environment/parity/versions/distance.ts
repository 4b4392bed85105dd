/** How far apart two versions are, in words that all kinds of versions share. */
export interface VersionDistance {
  /** -1: the first is older than the second; 0: neither is. */
  order: -1 | 0 | 1;
  /** `build`: the same version, packed differently. */
  distance: 'major' | 'minor' | 'patch' | 'build' | 'none';
}

export const same: VersionDistance = { order: 0, distance: 'none' };

/** The order of two digit strings as numbers, however long they are. */
export function orderOfDigits(a: string, b: string): -1 | 0 | 1 {
  const [first, second] = [a, b].map((digits) => digits.replace(/^0+/, '')) as [string, string];
  if (first.length !== second.length) return first.length < second.length ? -1 : 1;
  return orderOfText(first, second);
}

/** By code units: no language has a say in versions. */
export function orderOfText(a: string, b: string): -1 | 0 | 1 {
  return a === b ? 0 : a < b ? -1 : 1;
}
