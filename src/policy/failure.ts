import type { JudgedCheck } from '../records/verdict.js';
import { withoutOutage } from './attribution.js';

// Longer messages are cut somewhere, and where depends on what varies in them.
const longest = 200;
// What is looked through takes time that grows faster than the text.
const most = 4000;

/**
 * In which way a check fell short, as one text: the same from run to run, another for another failure of the same
 * check. Its sha256 is the signature that a waiver carries. Whose matter it was is no part of it: an outage makes no new
 * failure, and how often it was tried none either.
 */
export function failureOf(row: JudgedCheck): string {
  const { id, outcome, reasonCode, failingStep, expected, actual, steps = [] } = row;
  const message = withoutOutage(row).replace(/ \(\d+ attempts\)$/, '');
  // What is measured comes out differently each time; what must be equal to something is a value of its own.
  const settled = isMeasured(row) ? withoutNumbers : settledValues;
  const values = isMeasured(row) ? withoutNumbers : reasonCode === 'findings' ? settledValues : literal;
  const parts = [
    ...[failingStep, message].map((text) => (text === undefined ? null : settled(text).slice(0, longest))),
    ...[expected, actual].map((text) => (text === undefined ? null : values(text))),
  ];
  // A check of another tool holds many tests: each that failed is named among its steps.
  const failedSteps = steps.filter(({ failed }) => failed).map(({ title }) => settledValues(title));
  return JSON.stringify([id, outcome, reasonCode, ...parts, ...failedSteps]);
}

function isMeasured({ reasonCode, expected }: JudgedCheck): boolean {
  return reasonCode === 'limit-exceeded' || (expected !== undefined && /^(>|<|≤|≥)/.test(expected));
}

/** Without what differs each time: ids, times, ports, durations. Short numbers stay: 404 is not 500, two findings are not one. */
function settledValues(text: string): string {
  return withoutIds(text)
    .replace(/\d+(\.\d+)?(?=\s?(ms|s|min|h|[kmg]?i?b)\b|\s?%)/g, '<n>')
    .replace(/\d+(\.\d+)?/g, (number) => (/^\d{1,3}(\.\d{1,2})?$/.test(number) ? number : '<n>'));
}

function withoutNumbers(text: string): string {
  return withoutIds(text).replace(/\d+([.,]\d+)*/g, '<n>');
}

/** A value that was expected or found: a price, a share or a word is what it is, but for ids, moments and ports. */
function literal(text: string): string {
  return text
    .slice(0, most)
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi, '<id>')
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d)?/g, '<time>')
    .replace(/(:\/\/[^\s/:]+):\d+/g, '$1:<port>');
}

function withoutIds(text: string): string {
  return text
    .slice(0, most)
    .toLowerCase()
    .replace(/\d{4}-\d\d-\d\d(t[\d:.]+(z|[+-]\d\d:\d\d)?)?/g, '<time>')
    .replace(/\b\d\d?:\d\d(:\d\d(\.\d+)?)?\b/g, '<time>')
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, '<id>')
    .replace(/\b(?=[0-9a-f]*\d)[0-9a-f]{7,}\b/g, '<id>')
    .replace(/\b(?=\w*\d)(?=\w*[a-z])\w{12,}\b/g, '<id>')
    .replace(/\s+/g, ' ')
    .trim();
}
