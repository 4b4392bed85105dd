import type { JudgedCheck, Reason, Verdict } from '../../records/verdict.js';
import type { ReportInput } from '../input.js';
import { showTrace, traceOf } from '../text/evidence.js';
import { exceptionsOf, remarkOn } from '../text/exceptions.js';
import { counted, duration } from '../text/quantities.js';
import { rolledBackInWords } from '../text/rolled-back.js';
import { sameTestInWords, seenTogether, type SeenTogether } from '../text/same-test.js';
import { oneLine } from '../text/visible.js';
import {
  attributionWords,
  codeInWords,
  countsInWords,
  release,
  toneSign,
  verdictTone,
  worthKnowing,
} from '../text/words.js';
import { type Painter, painter } from './colour.js';
import { harmless } from './harmless.js';
import { cut, wrap } from './wrap.js';

export type EndingOptions = { readonly columns: number; readonly colour: boolean };

const shownCauses = 8;
const shownAlso = 6;
const detail = '     ';
const hanging = `${detail}  `;

/** The last words of a run: the verdict, why, what to do about the first cause, and where the report lies. */
export function ending(input: ReportInput, { columns, colour }: EndingOptions): string {
  const wide = columns === 0 ? 80 : Math.max(40, Math.min(columns, 80));
  const paint = painter(colour);
  const { verdict, runFolder } = input;
  if (verdict.exitCode === 2) return refusal(verdict);
  const blocks = [
    verdictLines(verdict, wide, paint),
    causeLines(input, wide, paint),
    exceptionLines(verdict, wide),
    knownLines(verdict, wide),
    input.rolledBack === null ? [] : text(rolledBackInWords(input.rolledBack), wide, '  '),
    toDo(input, paint),
    [`Report: ${runFolder}/report.html`],
  ];
  return `\n${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

/** What was asked for makes no sense: that is all there is to say, with the lines as they were written. */
function refusal({ reasons }: Verdict): string {
  const lines = reasons.flatMap(({ message }) => message.split('\n')).map((each) => harmless(each));
  return `\n${['Not run, nothing was sent: what was asked for cannot be done.', ...lines].join('\n')}\n`;
}

function verdictLines(verdict: Verdict, wide: number, paint: Painter): string[] {
  const tone = verdictTone[verdict.verdict];
  const profile = verdict.profile === null ? '' : ` (${verdict.profile})`;
  const title = `${toneSign[tone]} ${verdict.verdict}${profile}`;
  const facts = `${counted(verdict.counts.planned, 'check')} in ${duration(verdict.durationMs)}: ${countsInWords(verdict.counts)}.`;
  return [
    `${paint('bold', paint(tone, title))}  ${cut(line(release(verdict)), 40)}`,
    ...text(verdict.headline, wide, '  '),
    ...text(facts, wide, '  '),
  ];
}

function causeLines(input: ReportInput, wide: number, paint: Painter): string[] {
  const { verdict } = input;
  const together = seenTogether(input);
  const shown = verdict.reasons
    .slice(0, shownCauses)
    .flatMap((reason, index) => cause(reason, index, { verdict, together }, wide, paint));
  const left = verdict.reasons.length - shownCauses;
  return left > 0 ? [...shown, `  … and ${counted(left, 'more cause')}: see the report.`] : shown;
}

function cause(
  reason: Reason,
  index: number,
  { verdict, together }: { verdict: Verdict; together: SeenTogether },
  wide: number,
  paint: Painter,
): string[] {
  const tone = reason.outcome === 'failed' ? 'bad' : 'unsure';
  const check = verdict.checks.find(({ id }) => id === reason.check);
  const title = check === undefined ? 'The run as a whole' : `${check.title} (${check.id})`;
  const heading = text(`${index + 1}. ${title}`, wide, '  ').map((each) => paint('bold', each));
  const whose = `${reason.outcome}, attributed to ${attributionWords[reason.attribution]}`;
  const [found = '', ...rest] = text(`${whose}: ${reason.message}`, wide, detail);
  const seen = sameTestInWords(reason, together, verdict.reasons);
  return [
    ...heading,
    found.replace(reason.outcome, (word) => paint(tone, word)),
    ...rest,
    ...(check?.expected === undefined ? [] : text(`expected: ${check.expected}`, wide, detail, hanging)),
    ...(check?.actual === undefined ? [] : text(`actual: ${check.actual}`, wide, detail, hanging)),
    ...(seen === undefined ? [] : text(`in the same test: ${seen}`, wide, detail, hanging)),
    ...(reason.also.length === 0 ? [] : text(`the same cause: ${some(reason.also)}`, wide, detail, hanging)),
  ];
}

function some(ids: readonly string[]): string {
  const left = ids.length - shownAlso;
  return `${ids.slice(0, shownAlso).join(', ')}${left > 0 ? ` and ${left} more` : ''}`;
}

function knownLines(verdict: Verdict, wide: number): string[] {
  return worthKnowing(verdict)
    .slice(0, shownCauses)
    .flatMap((check) => {
      const remark = remarkOn(check);
      const told = `${check.outcome}${remark === undefined ? '' : ` (${remark})`}`;
      return text(`${told}: ${check.id}. ${check.message}`, wide, '  ');
    });
}

function exceptionLines(verdict: Verdict, wide: number): string[] {
  const all = exceptionsOf(verdict);
  const shown = all
    .slice(0, shownCauses)
    .flatMap(({ check, name, standing, message }) =>
      text(`${name}, ${codeInWords(standing)}: ${check}. ${message}`, wide, '  '),
    );
  const left = all.length - shownCauses;
  return left > 0 ? [...shown, `  … and ${counted(left, 'more exception')}: see the report.`] : shown;
}

/** For the first failure: the step in words, the trace, the command. Commands are never wrapped: they are to be copied. */
function toDo({ verdict, runFolder }: ReportInput, paint: Painter): string[] {
  const first = verdict.reasons
    .map(({ check }) => verdict.checks.find(({ id }) => id === check))
    .find((check) => check !== undefined);
  if (first === undefined) return [];
  const trace = traceOf(first);
  return [
    ...(first.failingStep === undefined ? [] : [step(first)]),
    ...(trace === undefined ? [] : [line(showTrace(runFolder, trace))]),
    ...(first.rerun === undefined ? [] : [line(first.rerun)]),
  ].map((each, index) => (index === 0 ? paint('bold', each) : each));
}

function step({ failingStep, stepsBefore }: JudgedCheck): string {
  const number = stepsBefore === undefined ? '' : ` ${stepsBefore + 1}`;
  return line(`Failing step${number}: “${failingStep as string}”`);
}

function text(words: string, wide: number, indent: string, hanging = indent): string[] {
  return wrap(oneLine(words), wide, indent, hanging).map(harmless);
}

function line(words: string): string {
  return harmless(oneLine(words));
}
