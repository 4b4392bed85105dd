import type { ReportInput } from '../input.js';
import { type Markup, markup } from '../text/markup.js';
import { duration, moment } from '../text/quantities.js';
import { countsInWords, heading } from '../text/words.js';
import { fileLink } from './links.js';
import { mark } from './mark.js';
import { facts, type Section } from './section.js';

/** What nobody looked at, and why. */
export function notChecked({ verdict }: ReportInput): Section {
  const rows = verdict.notChecked.map(
    ({ check, why }) => markup`<li><div><b class="path">${check}</b><br>${why}</div></li>`,
  );
  const body =
    rows.length === 0
      ? markup`<p>Nothing that was wanted is missing from the plan.</p>`
      : markup`<ul class="rows">${rows}</ul>`;
  return { id: 'not-checked', title: 'Not checked', body };
}

/** Stages with their counts and times. */
export function stages({ verdict }: ReportInput): Section | null {
  if (verdict.stages.length === 0) return null;
  const rows = verdict.stages.map(
    ({
      id,
      outcome,
      counts,
      durationMs,
    }) => markup`<tr><th scope="row">${heading(id)}</th><td data-name="Outcome">${mark(outcome)}</td><td data-name="Checks">${countsInWords(counts)}</td>
<td data-name="Time">${duration(durationMs)}</td></tr>\n`,
  );
  const head = ['Stage', 'Outcome', 'Checks', 'Time'].map((name) => markup`<th scope="col">${name}</th>`);
  return {
    id: 'stages',
    title: 'Stages',
    body: markup`<table class="stack"><thead><tr>${head}</tr></thead><tbody>${rows}</tbody></table>`,
  };
}

/** How the run was made: enough to make it again. */
export function run(input: ReportInput): Section {
  const { verdict, plan, runFiles } = input;
  const files = ['playwright-report/index.html', 'verdict.json', 'plan.json'].filter((path) => runFiles.includes(path));
  const tools =
    plan === null
      ? []
      : Object.entries(plan.tools).map(([name, version]): [string, Markup] => [name, markup`${version}`]);
  const digests =
    verdict.digests === null
      ? []
      : Object.entries(verdict.digests).map(([name, digest]): [string, Markup] => [
          `${name} sha256`,
          markup`<span class="path">${digest}</span>`,
        ]);
  const body = facts(
    [
      ['Run', verdict.runId],
      ['Judged', moment(verdict.judgedAt)],
      ['gonogo', verdict.gonogo],
      ...tools,
      [
        'Files',
        files.length === 0 ? null : files.map((path, index) => [index === 0 ? null : ', ', fileLink(path, input)]),
      ],
      ...digests,
    ],
    'facts small',
  );
  return { id: 'run', title: 'How it was run', body };
}
