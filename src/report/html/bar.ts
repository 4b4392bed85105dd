import { type Markup, markup } from '../text/markup.js';
import type { Tone } from '../text/words.js';

export type Bar = { readonly value: number; readonly edge: number; readonly tone: Tone };

/** A picture of a figure against its limit (the upright line). Hidden from screen readers: the words beside it say it. */
export function bar({ value, edge, tone }: Bar): Markup {
  const whole = Math.max(edge * 1.25, value * 1.05, Number.MIN_VALUE);
  const share = (number: number): string => `${Math.min(100, Math.max(0, (number / whole) * 100)).toFixed(2)}%`;
  return markup`<svg class="bar ${tone}" aria-hidden="true" focusable="false" width="100%" height="14">
<rect class="track" x="0" y="4" width="100%" height="6" rx="3"/><rect class="value" x="0" y="4" width="${share(value)}" height="6" rx="3"/>
<line class="edge" x1="${share(edge)}" x2="${share(edge)}" y1="0" y2="14"/></svg>`;
}

export type Gauge = {
  readonly mark: Markup | null;
  readonly name: Markup | string;
  readonly actual: string;
  readonly limit: string;
  readonly bar: Bar | null;
};

/** A figure in words, and where it can be drawn, its picture. */
export function gauge({ mark, name, actual, limit, bar: drawn }: Gauge): Markup {
  return markup`<li class="gauge">${mark}<span class="name">${name}</span>${drawn === null ? null : bar(drawn)}<span class="figure"><b>${actual}</b> <small>${limit}</small></span></li>\n`;
}
