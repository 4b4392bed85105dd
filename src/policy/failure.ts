import type { Measured } from '../records/evidence.js';
import { settledFailure } from '../records/settled-text.js';
import type { JudgedCheck } from '../records/verdict.js';
import { withoutOutage } from './attribution.js';

// A sentence that was cut ends in dots, and where it was cut depends on what varies in it.
const longestCut = 200;

/**
 * In which way a check fell short, as one text: the same from run to run, another for another failure of the same
 * check. Its sha256 is the signature that a waiver carries. What a row tells is cut to what a report has room for, so
 * failures are taken from the evidence, whole. Whose matter it was is no part of it: an outage makes no new failure, and
 * how often it was tried none either.
 * @param measured what the row was judged from; undefined: nothing is left of it.
 */
export function failureOf(row: JudgedCheck, measured?: Measured): string {
  const { id, outcome, reasonCode, failingStep, expected, actual, steps = [] } = row;
  // Many tests in one check: which of them fell short, and how, is in one digest.
  if (measured?.kind === 'foreign' && measured.signature !== undefined)
    return JSON.stringify([id, outcome, reasonCode, measured.signature]);
  // What is measured comes out differently each time; what must be equal to something is a value of its own.
  const settled = isMeasured(row) ? withoutNumbers : settledValues;
  const values = isMeasured(row) ? withoutNumbers : reasonCode === 'findings' ? settledValues : literal;
  const parts = [
    failingStep === undefined ? null : settled(failingStep),
    wordsOf(row, measured),
    ...[expected, actual].map((text) => (text === undefined ? null : values(text))),
  ];
  const failedSteps = steps.filter(({ failed }) => failed).map(({ title }) => settledValues(title));
  return JSON.stringify([id, outcome, reasonCode, ...parts, ...failedSteps]);
}

/** Every error of every attempt of a test, each once; of anything else, and where there is none, what the row says. */
function wordsOf(row: JudgedCheck, measured: Measured | undefined): string | string[] {
  const attempts = measured?.kind === 'test' ? measured.attempts : [];
  const errors = attempts.flatMap((attempt) => attempt.errors.map(({ message }) => settledFailure(message)));
  if (errors.length > 0) return [...new Set(isMeasured(row) ? errors.map(withoutNumbers) : errors)].toSorted();
  const said = withoutOutage(row).replace(/ \(\d+ attempts\)$/, '');
  const settled = isMeasured(row) ? withoutNumbers(said) : settledValues(said);
  return said.endsWith('…') ? settled.slice(0, longestCut) : settled;
}

function isMeasured({ reasonCode, expected }: JudgedCheck): boolean {
  if (reasonCode !== undefined && ['limit-exceeded', 'slower-than-before', 'grows'].includes(reasonCode)) return true;
  return expected !== undefined && /^(>|<|≤|≥)/.test(expected);
}

/** Without what differs each time: ids, times, ports, durations. Short numbers stay: 404 is not 500, two findings are not one. */
function settledValues(text: string): string {
  return withoutIds(text)
    .replace(/(?<!\d)\d+(\.\d+)?(?=\s?(ms|s|min|h|[kmg]?i?b)\b|\s?%)/g, '<n>')
    .replace(/\d+(\.\d+)?/g, (number) => (/^\d{1,3}(\.\d{1,2})?$/.test(number) ? number : '<n>'));
}

function withoutNumbers(text: string): string {
  return withoutIds(text).replace(/\d+([.,]\d+)*/g, '<n>');
}

/** A value that was expected or found: a price, a share or a word is what it is, but for ids, moments and ports. */
function literal(text: string): string {
  return text
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi, '<id>')
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d)?/g, '<time>')
    .replace(/(:\/\/[^\s/:]+):\d+/g, '$1:<port>');
}

function withoutIds(text: string): string {
  return text
    .toLowerCase()
    .replace(/\d{4}-\d\d-\d\d(t[\d:.]+(z|[+-]\d\d:\d\d)?)?/g, '<time>')
    .replace(/\b\d\d?:\d\d(:\d\d(\.\d+)?)?\b/g, '<time>')
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, '<id>')
    .replace(/\b(?=[0-9a-f]*\d)[0-9a-f]{7,}\b/g, '<id>')
    .replace(/\b(?=\w*\d)(?=\w*[a-z])\w{12,}\b/g, '<id>')
    .replace(/\s+/g, ' ')
    .trim();
}
