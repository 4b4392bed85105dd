import type { JudgedCheck, Verdict } from '../../records/verdict.js';
import type { ReportInput } from '../input.js';
import { type Markup, markup } from '../text/markup.js';
import { duration } from '../text/quantities.js';
import { heading } from '../text/words.js';
import { mark } from './mark.js';
import type { Section } from './section.js';

const tag = /@(accessible|clean-console)$/;

/** What customers did, step by step, in the suite's own words. */
export function journeys({ verdict }: ReportInput): Section | null {
  const told = verdict.checks.filter(({ id, stage }) => stage === 'journeys' && !tag.test(id));
  if (told.length === 0) return null;
  return {
    id: 'journeys',
    title: 'Customer journeys',
    body: markup`<div class="stories">${told.map((check) => story(check, told, verdict))}</div>`,
  };
}

function story(check: JudgedCheck, told: readonly JudgedCheck[], verdict: Verdict): Markup {
  const open = isOpen(check, told, verdict) ? markup` open` : null;
  const others = verdict.checks.filter(({ id }) => tag.test(id) && id.replace(tag, '') === check.id);
  return markup`<details class="story"${open}><summary><span class="name">${heading(check.title)}</span><span class="end">${mark(check.outcome)} <span class="time">${duration(check.durationMs)}</span></span></summary>
<div class="inside">${check.outcome === 'passed' ? null : markup`<p>${check.message}</p>`}${steps(check)}${derived(others)}</div></details>
`;
}

/** Open: what did not pass, but of one cause only its head, so that it is read once; where all passed, the first. */
function isOpen({ id, outcome }: JudgedCheck, told: readonly JudgedCheck[], { reasons }: Verdict): boolean {
  if (outcome === 'passed') return told[0]?.id === id && told.every((each) => each.outcome === 'passed');
  return !reasons.some(({ also }) => also.includes(id));
}

function steps({ steps }: JudgedCheck): Markup {
  if (steps === undefined || steps.length === 0) return markup`<p class="quiet">It told no steps.</p>`;
  const rows = steps.map(
    ({ title, durationMs, failed }) =>
      markup`<li class="${failed ? 'failed' : 'done'}"><div><span>${title}${failed ? markup` <b class="here">failed here</b>` : null}</span> <span class="time">${duration(durationMs)}</span></div></li>\n`,
  );
  return markup`<ol class="steps">\n${rows}</ol>`;
}

function derived(others: readonly JudgedCheck[]): Markup | null {
  if (others.length === 0) return null;
  const items = others.map((check) => {
    const what = check.id.endsWith('@accessible') ? 'Accessibility' : 'Console and requests';
    return markup`<li>${mark(check.outcome)} <span>${what}: ${check.outcome === 'passed' ? (check.actual ?? check.message) : check.message}</span></li>`;
  });
  return markup`<ul class="rows derived">${items}</ul>`;
}
