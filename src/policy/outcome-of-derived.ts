import type { Measured } from '../records/evidence.js';
import type { Source } from '../records/plan.js';
import { fellShort, passed, type Judgement } from './judgement.js';

type Tag = Extract<Source, { kind: 'derived' }>['tag'];

/** What a tag looks for, in a report's words. */
const nouns: Readonly<Record<Tag, { finding: string; clean: string }>> = {
  '@accessible': { finding: 'accessibility violation', clean: 'no accessibility violation' },
  '@clean-console': { finding: 'console error or failed request', clean: 'a clean console and no failed request' },
};

/** What a derived check found on the pages that its test walked. No page seen is no evidence. */
export function outcomeOfDerived(
  { pages, findings, period }: Extract<Measured, { kind: 'derived' }>,
  tag: Tag,
): Judgement {
  const { finding, clean } = nouns[tag];
  const durationMs = period === undefined ? 0 : period.durationMs;
  const facts = { durationMs, expected: clean };
  if (findings.length === 0 && pages === 0)
    return fellShort('no-evidence', `Its test showed it no page, so there was nothing to look at.`, facts);
  const [first] = findings;
  const where = `${pages} ${pages === 1 ? 'page' : 'pages'}`;
  if (first === undefined) return passed(`${where} with ${clean}.`, { durationMs, expected: clean, actual: clean });
  const more = findings.length === 1 ? '' : `, and ${findings.length - 1} more`;
  return fellShort('findings', `${first.what} at ${first.where}${more}.`, {
    ...facts,
    // Each by its name: a waiver of some must not cover another.
    actual: `${findings.length} × ${finding}: ${findings
      .map(({ what, where }) => `${what} at ${where}`)
      .toSorted()
      .join('; ')}`,
  });
}
