import type { JudgedCheck, Reason, Verdict } from '../records/verdict.js';
import { defineReport } from './define-report.js';
import type { ReportInput } from './input.js';
import { traceOf } from './text/evidence.js';
import { exceptionsOf, remarkOn } from './text/exceptions.js';
import { codeBlock, escaped, inlineCode } from './text/markdown.js';
import { counted, duration, moment } from './text/quantities.js';
import { rolledBackInWords } from './text/rolled-back.js';
import { sameTestInWords, seenTogether, type SeenTogether } from './text/same-test.js';
import { attributionWords, codeInWords, countsInWords, identityInWords, release, worthKnowing } from './text/words.js';

/** GitHub drops a step summary of more than 1 MiB whole. */
const maxBytes = 1024 * 1024;
const shownAlso = 12;
const cutWords = '\n**Cut here:** the rest is in report.html and verdict.json.\n';
const signs = { GO: '✅', 'NO-GO': '❌', INCONCLUSIVE: '❔', 'AWAITING-APPROVAL': '⏳' } as const;

/** Markdown for a CI's step summary or a pull request's comment: the reasons first. */
export default defineReport({
  file: 'summary.md',
  render: (input) =>
    cut([
      ...top(input),
      ...causes(input),
      ...exceptions(input.verdict),
      ...notable(input.verdict),
      ...stages(input.verdict),
      ...notChecked(input.verdict),
    ]),
});

function top({ verdict, rolledBack, runFolder }: ReportInput): string[] {
  const profile = verdict.profile === null ? '' : ` (${verdict.profile})`;
  const commit = verdict.subject.commit === null ? '' : `, commit ${inlineCode(verdict.subject.commit.slice(0, 12))}`;
  return [
    `# ${signs[verdict.verdict]} ${verdict.verdict}${profile}: ${escaped(release(verdict))}`,
    escaped(verdict.headline),
    `${counted(verdict.counts.planned, 'check')}: ${countsInWords(verdict.counts)}. ` +
      `Release ${identityInWords(verdict)}${commit}. Target ${escaped(verdict.target.name)}, ${moment(verdict.startedAt)}, ${duration(verdict.durationMs)}. ` +
      `The run's folder: ${inlineCode(runFolder)}; paths below are inside it, and ${inlineCode('report.html')} is the whole report.`,
    ...(rolledBack === null ? [] : [escaped(rolledBackInWords(rolledBack))]),
  ];
}

function causes(input: ReportInput): string[] {
  const { reasons, verdict: word } = input.verdict;
  if (reasons.length === 0) return [];
  const heading =
    word === 'GO'
      ? '## Worth knowing'
      : word === 'NO-GO'
        ? '## What blocks the release'
        : '## Why it could not be told';
  const together = seenTogether(input);
  return [heading, ...reasons.flatMap((reason, index) => cause(reason, index, input.verdict, together))];
}

function cause(reason: Reason, index: number, verdict: Verdict, together: SeenTogether): string[] {
  const check = verdict.checks.find(({ id }) => id === reason.check);
  const title = check === undefined ? 'The run as a whole' : check.title;
  const trace = check === undefined ? undefined : traceOf(check);
  const lines = [
    `${escaped(reason.message)}`,
    ...line('Failing step', check?.failingStep),
    ...line('Expected', check?.expected),
    ...line('Actual', check?.actual),
    ...line('In the same test', sameTestInWords(reason, together, verdict.reasons)),
    ...line('At stake', check?.impact),
    `- ${inlineCode(reason.check)}: ${reason.outcome}, ${codeInWords(reason.reasonCode)}, attributed to ${attributionWords[reason.attribution]}`,
    ...(reason.also.length === 0 ? [] : [`- The same cause: ${some(reason.also)}`]),
    ...(trace === undefined ? [] : [`- Trace, for ${inlineCode('npx playwright show-trace')}: ${inlineCode(trace)}`]),
  ];
  const [message, ...rest] = lines;
  return [`### ${index + 1}\\. ${escaped(title)}`, message as string, rest.join('\n'), ...again(check)];
}

/** A wrong release stops every check: a page of ids would hide the sentence that says so. */
function some(ids: readonly string[]): string {
  const left = ids.length - shownAlso;
  return `${ids.slice(0, shownAlso).map(inlineCode).join(', ')}${left > 0 ? ` and ${left} more` : ''}`;
}

function line(name: string, text: string | undefined): string[] {
  return text === undefined ? [] : [`- ${name}: ${escaped(text)}`];
}

function again(check: JudgedCheck | undefined): string[] {
  return check?.rerun === undefined ? [] : [codeBlock(check.rerun, 'sh')];
}

function notable(verdict: Verdict): string[] {
  const rows = worthKnowing(verdict).map((check) => {
    const remark = remarkOn(check);
    const told = `${check.outcome}${remark === undefined ? '' : `, ${escaped(remark)}`}`;
    return `- ${inlineCode(check.id)}: ${told}. ${escaped(check.message)}`;
  });
  return rows.length === 0 ? [] : ['## Named, not deciding', rows.join('\n')];
}

function exceptions(verdict: Verdict): string[] {
  const rows = exceptionsOf(verdict).map(
    ({ check, name, standing, owner, expires, message }) =>
      `- ${inlineCode(check)}: ${escaped(name)} (${escaped(owner)}, until ${escaped(expires)}), ${codeInWords(standing)}. ${escaped(message)}`,
  );
  return rows.length === 0 ? [] : ['## Waived and in quarantine', rows.join('\n')];
}

function stages({ stages }: Verdict): string[] {
  const rows = stages.map(
    ({ id, outcome, counts, durationMs }) =>
      `| ${escaped(id)} | ${outcome} | ${countsInWords(counts)} | ${duration(durationMs)} |`,
  );
  return rows.length === 0
    ? []
    : ['## Stages', ['| Stage | Outcome | Checks | Time |', '| --- | --- | --- | ---: |', ...rows].join('\n')];
}

function notChecked({ notChecked }: Verdict): string[] {
  const rows = notChecked.map(({ check, why }) => `- ${inlineCode(check)}: ${escaped(why)}`);
  return rows.length === 0 ? [] : ['## Not checked', rows.join('\n')];
}

/** Whole blocks only, so that no code block is left open. */
function cut(blocks: readonly string[]): string {
  const room = maxBytes - Buffer.byteLength(cutWords);
  let used = 0;
  const kept = blocks.filter((block) => (used += Buffer.byteLength(block) + 2) <= room);
  return `${kept.join('\n\n')}\n${kept.length === blocks.length ? '' : cutWords}`;
}
