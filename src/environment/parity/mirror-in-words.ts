import type { Mirror } from './compare-with-production.js';
import type { Difference } from './differences.js';

/** What a mirror says in a report: in one sentence, what was looked for, and what was found. */
export interface MirrorWords {
  sentence: string;
  expected: string;
  actual: string;
}

const longestValue = 200;

export function mirrorInWords({ undeclared, unused, declared, tolerated, compared }: Mirror): MirrorWords {
  const { production, staging, takenAt } = compared;
  const meant = `${countOf(declared.length, 'declared difference')}${tolerated.length === 0 ? '' : `, and ${tolerated.length} of less risk than parity.yaml fails`}`;
  const found = [
    ...undeclared.map((difference) => ({ what: differenceInWords(difference), advice: difference.advice })),
    ...unused.map(({ difference, owner }) => ({
      what: `the allowance ${difference} of ${owner} matches nothing any more`,
      advice: 'Remove it from parity.yaml.',
    })),
  ];
  const [first] = found;
  const expected = `what production was at ${takenAt} (${countOf(production, 'fact')}), but for what parity.yaml declares`;
  if (first === undefined)
    return {
      sentence: `Staging is what production is, but for ${meant}.`,
      expected,
      actual: `${countOf(staging, 'fact')}, with ${meant}`,
    };
  const more = found.length === 1 ? '' : ` And ${found.length - 1} more.`;
  return {
    sentence: `Staging is not what production is: ${first.what}.${more}`,
    expected,
    actual: found.map(({ what, advice }) => `${what}: ${advice}`).join(' '),
  };
}

function differenceInWords({ id, risk, expected, actual, where }: Difference): string {
  return `${id} (${risk} risk) should be ${shown(expected)} and is ${shown(actual)} in ${where}`;
}

function shown(value: string): string {
  const line = value.replace(/\s+/g, ' ');
  return line.length > longestValue ? `${line.slice(0, longestValue - 1)}…` : line === '' ? '(empty)' : line;
}

function countOf(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`;
}
