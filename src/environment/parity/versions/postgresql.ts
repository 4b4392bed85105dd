import { orderOfDigits, same, type VersionDistance } from './distance.js';

const grammar = /^(\d+)(?:\.(\d+))?(?:\.(\d+))?(devel|alpha\d+|beta\d+|rc\d+)?(?: \(.*\))?$/;
const stages = ['devel', 'alpha', 'beta', 'rc', ''];

/**
 * Two `server_version`s by PostgreSQL's versioning policy: before 10 the first two numbers are the major version, from
 * 10 on the first one; the next is the minor release. What a packager adds in brackets does not count.
 * Undefined: one of them is no such version.
 */
export function comparePostgresql(a: string, b: string): VersionDistance | undefined {
  const [first, second] = [partsOf(a), partsOf(b)];
  if (first === undefined || second === undefined) return undefined;
  for (const [index, major] of first.major.entries()) {
    const order = orderOfDigits(major, String(second.major[index]));
    if (order !== 0) return { order, distance: 'major' };
  }
  const byStage = Math.sign(first.stage - second.stage) as -1 | 0 | 1;
  if (byStage !== 0) return { order: byStage, distance: 'minor' };
  const order = orderOfDigits(first.minor, second.minor);
  return order === 0 ? same : { order, distance: 'minor' };
}

interface Parts {
  major: [string, string];
  /** Its place in `stages`. */
  stage: number;
  /** The minor release, or the number of the beta. */
  minor: string;
}

function partsOf(version: string): Parts | undefined {
  const match = grammar.exec(version.trim());
  if (match === null) return undefined;
  const [, first = '', second = '0', third = '0', stage = ''] = match;
  const isOld = Number(first) < 10;
  const [word = '', number = ''] = [stage.replace(/\d+$/, ''), /\d*$/.exec(stage)?.[0]];
  const release = isOld ? third : second;
  return {
    major: isOld ? [first, second] : [first, '0'],
    stage: stages.indexOf(word),
    minor: word === '' ? release : number,
  };
}
