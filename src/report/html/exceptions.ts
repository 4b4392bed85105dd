import type { ReportInput } from '../input.js';
import { markup } from '../text/markup.js';
import { exceptionsOf } from '../text/exceptions.js';
import { codeInWords, heading } from '../text/words.js';
import { facts, type Section } from './section.js';

/** Every waiver and quarantine, in force or not: who answers for it, until when, and what it is worth. */
export function exceptions({ verdict }: ReportInput): Section | null {
  const all = exceptionsOf(verdict);
  if (all.length === 0) return null;
  const items = all.map(({ check, name, standing, owner, expires, message }) => {
    const title = verdict.checks.find(({ id }) => id === check)?.title;
    return markup`<li><div><b>${title === undefined ? check : heading(title)}</b> <small>${name}, ${codeInWords(standing)}</small><br>${message}
${facts(
  [
    ['Owner', owner],
    ['Expires', expires],
    ['Check', markup`<span class="path">${check}</span>`],
  ],
  'facts small',
)}</div></li>`;
  });
  return { id: 'exceptions', title: 'Waived and in quarantine', body: markup`<ul class="rows">${items}</ul>` };
}
