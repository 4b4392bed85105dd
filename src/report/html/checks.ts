import type { JudgedCheck } from '../../records/verdict.js';
import type { ReportInput } from '../input.js';
import { type Markup, markup } from '../text/markup.js';
import { counted, duration } from '../text/quantities.js';
import { evidence } from './links.js';
import { remarkOn } from '../text/exceptions.js';
import { heading, outcomesInWords } from '../text/words.js';
import { mark } from './mark.js';
import { facts, type Section } from './section.js';

/** Every row of the verdict, folded away. */
export function checks(input: ReportInput): Section | null {
  const all = input.verdict.checks;
  if (all.length === 0) return null;
  const stages = [...new Set(all.map(({ stage }) => stage))];
  const body = stages.map((stage) => {
    const ofStage = all.filter((check) => check.stage === stage);
    return markup`<details class="story"><summary><span class="name">${heading(stage)}</span><span class="end">${counted(ofStage.length, 'check')}: ${outcomesInWords(ofStage)}</span></summary>
<ul class="rows inside">${ofStage.map((check) => row(check, input))}</ul></details>
`;
  });
  return { id: 'checks', title: 'All checks', body: markup`<div class="stories">${body}</div>` };
}

function row(check: JudgedCheck, input: ReportInput): Markup {
  const remark = remarkOn(check);
  return markup`<li>${mark(check.outcome)} <div><b>${heading(check.title)}</b> ${check.durationMs === 0 ? null : markup`<small class="time">${duration(check.durationMs)}</small>`}${remark === undefined ? null : markup` <small>${remark}</small>`}<br><small class="path">${check.id}</small>
${facts(
  [
    ['Found', check.outcome === 'passed' ? null : check.message],
    ['Expected', check.expected ?? null],
    ['Actual', check.actual ?? null],
    ['Owner', check.owner ?? null],
    ['Evidence', evidence(check, input)],
  ],
  'facts small',
)}</div></li>
`;
}
