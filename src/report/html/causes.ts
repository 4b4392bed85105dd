import type { JudgedCheck, Reason, VerdictWord } from '../../records/verdict.js';
import type { ReportInput } from '../input.js';
import { excuseOf } from '../text/exceptions.js';
import { type Markup, markup } from '../text/markup.js';
import { counted } from '../text/quantities.js';
import { seenTogether, type SeenTogether } from '../text/same-test.js';
import { attributionWords, codeInWords, heading, worthKnowing } from '../text/words.js';
import { commands, evidence } from './links.js';
import { mark } from './mark.js';
import { facts, type Section } from './section.js';

const headings: Readonly<Record<VerdictWord, string>> = {
  GO: 'Worth knowing',
  'NO-GO': 'What blocks the release',
  INCONCLUSIVE: 'Why it could not be told',
  'AWAITING-APPROVAL': 'What it waits for',
};

/** The reasons by cause, NO-GO causes first as the verdict has them. */
export function causes(input: ReportInput): Section | null {
  const { reasons, verdict } = input.verdict;
  if (reasons.length === 0) return null;
  const together = seenTogether(input);
  return {
    id: 'causes',
    title: headings[verdict],
    body: markup`<ol class="causes">${reasons.map((reason) => cause(reason, input, together))}</ol>`,
  };
}

function cause(reason: Reason, input: ReportInput, together: SeenTogether): Markup {
  const check = input.verdict.checks.find(({ id }) => id === reason.check);
  return markup`<li class="card">
<h3>${check === undefined ? 'The run as a whole' : heading(check.title)}</h3>
<p class="sub">${mark(reason.outcome)} <span>${codeInWords(reason.reasonCode)}, attributed to ${attributionWords[reason.attribution]}</span></p>
<p class="message">${reason.message}</p>
${check === undefined ? null : details(check, input, together.get(reason))}${also(reason, input)}${check === undefined ? null : commands(check, input)}</li>
`;
}

function details(check: JudgedCheck, input: ReportInput, together: readonly Reason[] | undefined): Markup {
  const step = check.failingStep;
  const number = check.stepsBefore === undefined ? null : markup` <small>step ${check.stepsBefore + 1}</small>`;
  return facts([
    ['Failing step', step === undefined ? null : [`“${step}”`, number]],
    ['Expected', check.expected ?? null],
    ['Actual', check.actual ?? null],
    ['In the same test', together === undefined ? null : messages(together)],
    ['At stake', check.impact ?? null],
    ['Owner', check.owner ?? null],
    ['Check', markup`<span class="path">${check.id}</span>`],
    ['Evidence', evidence(check, input)],
  ]);
}

function messages(reasons: readonly Reason[]): Markup {
  return markup`<ul class="plain">${reasons.map(({ message }) => markup`<li>${message}</li>`)}</ul>`;
}

function also({ also }: Reason, { verdict }: ReportInput): Markup | null {
  if (also.length === 0) return null;
  const titles = also.map((id) => {
    const check = verdict.checks.find((each) => each.id === id);
    return markup`<li>${check === undefined ? id : heading(check.title)}</li>`;
  });
  return markup`<p class="also">The same cause stopped ${counted(also.length, 'other check')}:</p><ul class="also">${titles}</ul>`;
}

/** Named, though it decides nothing: flakes within the budget, advisory checks, what is waived or in quarantine. */
export function notable({ verdict }: ReportInput): Section | null {
  const rows = worthKnowing(verdict);
  if (rows.length === 0) return null;
  const items = rows.map((check) => {
    const { outcome, title, message } = check;
    const remark = excuseOf(check) ?? (check.tier === 'advisory' ? 'advisory: never decides' : undefined);
    return markup`<li>${mark(outcome)} <div><b>${heading(title)}</b>${remark === undefined ? null : markup` <small>${remark}</small>`}<br>${message}</div></li>`;
  });
  return { id: 'notable', title: 'Named, not deciding', body: markup`<ul class="rows">${items}</ul>` };
}
