import type { Outcome } from '../../records/check.js';
import type { Verdict } from '../../records/verdict.js';
import type { ReportInput } from '../input.js';
import { type Content, type Markup, markup } from '../text/markup.js';
import { count, duration, moment } from '../text/quantities.js';
import { rolledBackInWords } from '../text/rolled-back.js';
import {
  checksInWords,
  countsInWords,
  identityInWords,
  outcomesInOrder,
  outcomeTone,
  release,
  type Tone,
  verdictTone,
} from '../text/words.js';
import { shape } from './mark.js';
import { facts } from './section.js';

/** The verdict, of what, where and when: what a release manager needs to read, first. */
export function hero({ verdict, rolledBack }: Pick<ReportInput, 'verdict' | 'rolledBack'>): Markup {
  const tone = verdictTone[verdict.verdict];
  return markup`<header class="hero ${tone}">
<p class="of">${release(verdict)}</p>
<h1>${shape(tone)}<span>${verdict.verdict}</span>${verdict.profile === null ? null : markup` <small class="profile">${verdict.profile} profile</small>`}</h1>
<p class="headline">${verdict.headline}</p>
${proof(verdict)}${rolledBack === null ? null : markup`<p class="proof">${rolledBackInWords(rolledBack)}</p>\n`}${facts(about(verdict))}${tally(verdict)}</header>
`;
}

/** A GO says what it rests on, where every blocking check plainly passed. */
function proof(verdict: Verdict): Markup | null {
  const plain = verdict.checks.every(({ tier, outcome }) => tier === 'advisory' || outcome === 'passed');
  if (verdict.verdict !== 'GO' || !plain) return null;
  return markup`<p class="proof">Every blocking check left evidence that is whole and fresh, belongs to this release, this target and this run, and is within its limits.</p>\n`;
}

function about(verdict: Verdict): [string, Content][] {
  const { subject, target } = verdict;
  const version = [
    subject.version ?? `asked for: ${subject.requested ?? 'nothing'}`,
    subject.commit === null ? null : markup` <code>${subject.commit.slice(0, 10)}</code>`,
  ];
  return [
    ['Release', [markup`<span>${version}</span>`, markup` <small>${identityInWords(verdict)}</small>`]],
    ['Target', [target.name, markup` <small class="path">${target.url}</small>`]],
    ['When', [moment(verdict.startedAt), markup` <small>took ${duration(verdict.durationMs)}</small>`]],
  ];
}

/** How many of which outcome, as a strip and in words. */
function tally(verdict: Verdict): Markup | null {
  const { counts } = verdict;
  if (counts.planned === 0) return null;
  const groups = (['good', 'unsure', 'bad'] as const).map((tone) => [tone, total(counts, tone)] as const);
  let start = 0;
  const pieces = groups.map(([tone, number]) => {
    const width = (number / counts.planned) * 100;
    const piece =
      number === 0
        ? null
        : markup`<rect class="${tone}" x="${start.toFixed(3)}%" width="${width.toFixed(3)}%" height="8"/>`;
    start += width;
    return piece;
  });
  return markup`<div class="tally"><svg aria-hidden="true" focusable="false" width="100%" height="8">${pieces}</svg>
<p><b>${checksInWords(verdict)}</b>: ${countsInWords(counts)}</p></div>
`;
}

function total(counts: Readonly<Record<Outcome, number>>, tone: Tone): number {
  return outcomesInOrder
    .filter((outcome) => outcomeTone[outcome] === tone)
    .reduce((sum, outcome) => sum + counts[outcome], 0);
}

/** The page's title: it tells tabs apart. */
export function pageTitle(verdict: Verdict): string {
  return `${verdict.verdict} · ${release(verdict)} · ${count(verdict.counts.planned)} checks`;
}
