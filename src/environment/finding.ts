import type { Annotated } from './measured.js';

/** Something about staging that is not as it has to be, for a person to act on. Never a secret, never a person's data. */
export interface Finding {
  /** What it is, as the beginning of a sentence: `/account/orders/<order number> is shown to another customer`. */
  what: string;
  expected: string;
  actual: string;
  /** What to do, as a sentence. */
  advice: string;
}

// The first ones tell what is wrong; a report is no list of all that a broken header is missing from.
const mostTold = 5;
const mostNamed = 3;

/** Places, the first three by name: more tell no more. */
export function someOf(places: readonly string[]): string {
  const more = places.length - mostNamed;
  return `${places.slice(0, mostNamed).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

/**
 * Says in the report what was expected and what was found.
 * @param promise what holds where nothing was found, as a sentence.
 * @returns the sentence for `expect(findings, sentence).toEqual([])`.
 */
export function findingsInWords(testInfo: Annotated, promise: string, findings: readonly Finding[]): string {
  const [first] = findings;
  const told = findings.slice(0, mostTold).map((one) => `${one.what}: ${one.actual}. ${one.advice}`);
  const more = findings.length - told.length;
  testInfo.annotations.push(
    { type: 'expected', description: first === undefined ? promise : first.expected },
    {
      type: 'actual',
      description: [...(told.length === 0 ? [promise] : told), ...(more > 0 ? [`And ${more} more.`] : [])].join(' '),
    },
  );
  if (first === undefined) return promise;
  const others = findings.length === 1 ? '' : ` And ${findings.length - 1} more.`;
  return `${first.what}. Expected: ${first.expected}; found: ${first.actual}.${others}`;
}
