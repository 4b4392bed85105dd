import type { JudgedCheck } from '../../records/verdict.js';
import type { ReportInput } from '../input.js';
import { type Markup, markup } from '../text/markup.js';
import { heading, outcomeTone, type Tone } from '../text/words.js';
import { gauge } from './bar.js';
import { mark } from './mark.js';
import type { Section } from './section.js';

/** Page templates against their limits. */
export function speed({ verdict }: ReportInput): Section | null {
  const pages = verdict.checks.filter(({ stage }) => stage === 'speed');
  if (pages.length === 0) return null;
  return {
    id: 'speed',
    title: 'Page speed',
    body: [
      markup`<p class="key">The upright line is the limit.</p>`,
      markup`<div class="grid">${pages.map(page)}</div>`,
    ],
  };
}

function page(check: JudgedCheck): Markup {
  return markup`<div class="card"><h3>${heading(check.title)}</h3><p class="sub">${mark(check.outcome)}</p>
${check.outcome === 'passed' ? null : markup`<p>${check.message}</p>`}${figures(check)}</div>
`;
}

function figures({ expected, actual, outcome }: JudgedCheck): Markup | null {
  if (actual === undefined)
    return expected === undefined ? null : markup`<p class="quiet">Expected: ${expected}. Nothing was measured.</p>`;
  const limits = figuresIn(expected ?? '');
  const drawn = figuresIn(actual).flatMap((seen) => {
    const limit = limits.find(({ name, unit }) => name === seen.name && unit === seen.unit);
    return limit === undefined ? [] : [{ seen, limit }];
  });
  if (drawn.length === 0)
    return markup`<p>${actual}${expected === undefined ? null : markup` <small>expected: ${expected}</small>`}</p>`;
  const gauges = drawn.map(({ seen, limit }) =>
    gauge({
      mark: null,
      name: seen.name,
      actual: seen.text,
      limit: `limit ${limit.text}`,
      bar: { value: seen.value, edge: limit.value, tone: toneOf(seen.value <= limit.value, outcome) },
    }),
  );
  const note = /\(([^)]+)\)\s*$/.exec(actual)?.[1];
  return markup`<ul class="gauges">${gauges}</ul>${note === undefined ? null : markup`<p class="quiet">${note}</p>`}`;
}

/** The judge decides, not the picture: a page that could not be told is never drawn as good. */
function toneOf(within: boolean, outcome: JudgedCheck['outcome']): Tone {
  if (!within) return 'bad';
  return outcome === 'passed' || outcome === 'failed' ? 'good' : outcomeTone[outcome];
}

type Figure = { name: string; value: number; unit: string; text: string };

/** Figures in a judged check's words: `TTFB 84 ms, LCP ≤ 2500 ms, CLS 0.01`. */
function figuresIn(text: string): Figure[] {
  return [...text.matchAll(/\b([A-Z]{3,4})\s*(?:≤|<=|<|=|:)?\s*(\d[\d,]*(?:\.\d+)?)(?:\s?(ms|s)\b)?/g)].map(
    ([, name, digits, unit]) => {
      const written = unit === undefined ? '' : ` ${unit}`;
      return {
        name: name as string,
        value: Number((digits as string).replaceAll(',', '')),
        unit: written,
        text: `${digits}${written}`,
      };
    },
  );
}
