import { orderOfDigits, same, type VersionDistance } from './distance.js';

const grammar = /^(?:(\d+):)?([A-Za-z0-9.+~-]+?)(?:-([A-Za-z0-9.+~]+))?$/;

/**
 * Two versions of packages by Debian Policy 5.6.12: epoch, upstream version, revision. A new epoch or another first
 * number is `major`, another upstream version `minor`, another revision `patch`. Undefined: one of them is no version.
 */
export function compareDebian(a: string, b: string): VersionDistance | undefined {
  const [first, second] = [partsOf(a), partsOf(b)];
  if (first === undefined || second === undefined) return undefined;
  const epoch = orderOfDigits(first.epoch, second.epoch);
  if (epoch !== 0) return { order: epoch, distance: 'major' };
  const upstream = orderOfParts(first.upstream, second.upstream);
  if (upstream !== 0) {
    const [major, other] = [first, second].map((parts) => /^\d*/.exec(parts.upstream)?.[0] ?? '') as [string, string];
    return { order: upstream, distance: orderOfDigits(major, other) === 0 ? 'minor' : 'major' };
  }
  const revision = orderOfParts(first.revision, second.revision);
  return revision === 0 ? same : { order: revision, distance: 'patch' };
}

function partsOf(version: string): { epoch: string; upstream: string; revision: string } | undefined {
  const match = grammar.exec(version);
  if (match === null || !/\d/.test(String(match[2]))) return undefined;
  // No epoch is epoch 0, and no revision is revision 0: so the policy says.
  const [, epoch = '0', upstream = '', revision = '0'] = match;
  return { epoch, upstream, revision };
}

/** Non-digits and digits in turn, from the left. */
function orderOfParts(a: string, b: string): -1 | 0 | 1 {
  let [rest, other] = [a, b];
  while (rest !== '' || other !== '') {
    const [word, otherWord] = [leading(rest, /^\D*/), leading(other, /^\D*/)];
    const order = orderOfWords(word, otherWord);
    if (order !== 0) return order;
    [rest, other] = [rest.slice(word.length), other.slice(otherWord.length)];
    const [digits, otherDigits] = [leading(rest, /^\d*/), leading(other, /^\d*/)];
    const sized = orderOfDigits(digits, otherDigits);
    if (sized !== 0) return sized;
    [rest, other] = [rest.slice(digits.length), other.slice(otherDigits.length)];
  }
  return 0;
}

function leading(text: string, pattern: RegExp): string {
  return pattern.exec(text)?.[0] ?? '';
}

/** `~` before the end, the end before letters, letters before everything else. */
function orderOfWords(a: string, b: string): -1 | 0 | 1 {
  for (let index = 0; index < Math.max(a.length, b.length); index += 1) {
    const [first, second] = [weightOf(a[index]), weightOf(b[index])];
    if (first !== second) return first < second ? -1 : 1;
  }
  return 0;
}

function weightOf(character: string | undefined): number {
  if (character === undefined) return 0;
  if (character === '~') return -1;
  const code = character.charCodeAt(0);
  return /[A-Za-z]/.test(character) ? code : code + 256;
}
