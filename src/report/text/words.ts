import type { Attribution, Outcome } from '../../records/check.js';
import type { JudgedCheck, Verdict, VerdictWord } from '../../records/verdict.js';
import { remarkOn } from './exceptions.js';
import { count, counted } from './quantities.js';

/** How sure an outcome is: good, bad, or not to be told. Decides an icon; the word is always beside it. */
export type Tone = 'good' | 'bad' | 'unsure';

export const outcomeTone: Readonly<Record<Outcome, Tone>> = {
  passed: 'good',
  failed: 'bad',
  flaky: 'unsure',
  errored: 'unsure',
  missing: 'unsure',
  skipped: 'unsure',
  stale: 'unsure',
  mismatched: 'unsure',
  insufficient: 'unsure',
};

export const verdictTone: Readonly<Record<VerdictWord, Tone>> = {
  GO: 'good',
  'NO-GO': 'bad',
  INCONCLUSIVE: 'unsure',
  'AWAITING-APPROVAL': 'unsure',
};

/** One character for text reports; the word stands beside it. */
export const toneSign: Readonly<Record<Tone, string>> = { good: '✓', bad: '✗', unsure: '?' };

/** Whose matter it is, in words. */
export const attributionWords: Readonly<Record<Attribution, string>> = {
  product: 'the release itself',
  'third-party': 'a third party',
  environment: 'staging',
  data: 'test data',
  harness: 'the harness',
};

/** Outcomes in the order that people want to read them. */
export const outcomesInOrder: readonly Outcome[] = [
  'passed',
  'failed',
  'flaky',
  'errored',
  'missing',
  'skipped',
  'stale',
  'mismatched',
  'insufficient',
];

/** `58 passed, 2 failed, 1 missing`: what is zero is left out. */
export function countsInWords(counts: Verdict['counts']): string {
  const words = outcomesInOrder
    .filter((outcome) => counts[outcome] > 0)
    .map((outcome) => `${count(counts[outcome])} ${outcome}`);
  return words.length === 0 ? 'nothing was checked' : words.join(', ');
}

/** The same of some checks. */
export function outcomesInWords(checks: readonly JudgedCheck[]): string {
  const having = (outcome: Outcome): number => checks.filter((check) => check.outcome === outcome).length;
  const words = outcomesInOrder.filter((outcome) => having(outcome) > 0);
  return words.map((outcome) => `${count(having(outcome))} ${outcome}`).join(', ');
}

/** `assertion-failed` → `assertion failed`. */
export function codeInWords(code: string): string {
  return code.replaceAll('-', ' ');
}

/** `shop 2.4.0`, or what was asked for where nothing was observed. */
export function release({ subject }: Verdict): string {
  if (subject.version !== null) return `${subject.name} ${subject.version}`;
  return subject.requested === null ? subject.name : `${subject.name} ${subject.requested}`;
}

/** How the identity of the release became known. */
export function identityInWords({ subject }: Verdict): string {
  if (subject.identity === 'observed') return 'observed on staging';
  return subject.identity === 'declared' ? 'declared, not observed' : 'not known';
}

/** What passed only on retry, and what is shown but does not decide: to be named though it is no reason. */
export function worthKnowing(verdict: Verdict): JudgedCheck[] {
  const named = new Set(verdict.reasons.flatMap(({ check, also }) => [check, ...also]));
  return verdict.checks.filter(
    (check) =>
      !named.has(check.id) &&
      (check.outcome === 'flaky' || (remarkOn(check) !== undefined && check.outcome !== 'passed')),
  );
}

/** `61 checks, 58 of them blocking`. */
export function checksInWords({ checks, counts }: Verdict): string {
  const blocking = checks.filter(({ tier }) => tier === 'blocking').length;
  return blocking === counts.planned
    ? counted(counts.planned, 'check')
    : `${counted(counts.planned, 'check')}, ${count(blocking)} of them blocking`;
}

/** A title as a heading: suites may write theirs as the middle of a sentence. */
export function heading(title: string): string {
  return title.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());
}
