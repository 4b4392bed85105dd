import type { Case } from '../verdict-case.js';
import { excuseOf } from './exceptions.js';
import { codeInWords } from './words.js';

/** What there is to say of a check that did not pass, as lines of plain text. */
export function account(check: Case): string[] {
  const lines: [string, string | undefined][] = [
    ['', check.message],
    ['failing step', check.failingStep],
    ['expected', check.expected],
    ['actual', check.actual],
    ['reason', check.reasonCode === undefined ? undefined : codeInWords(check.reasonCode)],
    ['attributed to', check.attribution],
    ['at stake', check.impact],
    ['owner', check.owner],
    ['not held against the release', excuseOf(check)],
    ['evidence', check.evidence.length === 0 ? undefined : check.evidence.join(', ')],
    ['run again', check.rerun],
  ];
  return lines.flatMap(([name, text]) => (text === undefined ? [] : [name === '' ? text : `${name}: ${text}`]));
}
