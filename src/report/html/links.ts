import type { JudgedCheck } from '../../records/verdict.js';
import type { ReportInput } from '../input.js';
import { href, showTrace, traceOf } from '../text/evidence.js';
import { type Markup, markup } from '../text/markup.js';

/** A file of the run: a link where it is there, else its path with a word. */
export function fileLink(path: string, { runFiles }: ReportInput): Markup {
  if (!runFiles.includes(path)) return markup`<span class="path">${path}</span> (not kept)`;
  return markup`<a class="path" href="${href(path)}">${path}</a>`;
}

export function evidence(check: JudgedCheck, input: ReportInput): Markup | null {
  if (check.evidence.length === 0) return null;
  return markup`<ul class="plain">${check.evidence.map((path) => markup`<li>${fileLink(path, input)}</li>`)}</ul>`;
}

/** What to type: to look at the trace, and to measure the check again. */
export function commands(check: JudgedCheck, { runFolder }: ReportInput): Markup | null {
  const trace = traceOf(check);
  const rows = [
    ...(trace === undefined ? [] : [command('Watch what happened', showTrace(runFolder, trace))]),
    ...(check.rerun === undefined ? [] : [command('Run this again', check.rerun)]),
  ];
  return rows.length === 0 ? null : markup`<div class="commands">${rows}</div>`;
}

function command(what: string, typed: string): Markup {
  return markup`<p>${what}</p><pre><code>${typed}</code></pre>`;
}
