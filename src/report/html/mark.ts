import type { Outcome } from '../../records/check.js';
import { type Markup, markup, ours } from '../text/markup.js';
import { outcomeTone, type Tone } from '../text/words.js';

/** Shapes, so that status is never told by colour alone: a tick in a circle, a cross in an octagon, a bar in a diamond. */
export const shapes: Markup = ours(`<svg width="0" height="0" class="shapes" aria-hidden="true" focusable="false">
<symbol id="good" viewBox="0 0 24 24"><circle cx="12" cy="12" r="11"/><path d="M6.5 12.4l3.8 3.8 7.2-8.1"/></symbol>
<symbol id="bad" viewBox="0 0 24 24"><path class="plate" d="M7.4 1h9.2L23 7.4v9.2L16.6 23H7.4L1 16.6V7.4z"/><path d="M8 8l8 8M16 8l-8 8"/></symbol>
<symbol id="unsure" viewBox="0 0 24 24"><path class="plate" d="M12 .5L23.5 12 12 23.5.5 12z"/><path d="M12 6.6v6.6M12 17v.4"/></symbol>
</svg>`);

/** The shape alone: words must stand beside it. */
export function shape(tone: Tone): Markup {
  return markup`<svg class="shape ${tone}" aria-hidden="true" focusable="false"><use href="#${tone}"/></svg>`;
}

/** Shape and word of an outcome. */
export function mark(outcome: Outcome): Markup {
  return markup`<span class="mark ${outcomeTone[outcome]}">${shape(outcomeTone[outcome])}${outcome}</span>`;
}
