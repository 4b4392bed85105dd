import { orderOfDigits, orderOfText, same, type VersionDistance } from './distance.js';

const grammar =
  /^v?(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(?:-([0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?(?:\+([0-9A-Za-z.-]+))?$/;

/** Two versions by semver.org 2.0.0, clauses 10 and 11. Undefined: one of them is no such version. */
export function compareSemver(a: string, b: string): VersionDistance | undefined {
  const [first, second] = [grammar.exec(a), grammar.exec(b)];
  if (first === null || second === null) return undefined;
  for (const [index, distance] of (['major', 'minor', 'patch'] as const).entries()) {
    const order = orderOfDigits(String(first[index + 1]), String(second[index + 1]));
    if (order !== 0) return { order, distance };
  }
  const order = orderOfPrerelease(first[4], second[4]);
  if (order !== 0) return { order, distance: 'patch' };
  return first[5] === second[5] ? same : { order: 0, distance: 'build' };
}

function orderOfPrerelease(a: string | undefined, b: string | undefined): -1 | 0 | 1 {
  if (a === b) return 0;
  // What has none is the release itself, and newer.
  if (a === undefined) return 1;
  if (b === undefined) return -1;
  const [first, second] = [a.split('.'), b.split('.')];
  for (const [index, identifier] of first.entries()) {
    const other = second[index];
    if (other === undefined) return 1;
    const order = orderOfIdentifier(identifier, other);
    if (order !== 0) return order;
  }
  return first.length < second.length ? -1 : 0;
}

/** Numbers by size, and before words. */
function orderOfIdentifier(a: string, b: string): -1 | 0 | 1 {
  const [isNumber, isOtherNumber] = [/^\d+$/.test(a), /^\d+$/.test(b)];
  if (isNumber && isOtherNumber) return orderOfDigits(a, b);
  if (isNumber !== isOtherNumber) return isNumber ? -1 : 1;
  return orderOfText(a, b);
}
