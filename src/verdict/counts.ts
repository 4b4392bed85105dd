import type { Outcome } from '../records/check.js';
import type { JudgedCheck, Verdict } from '../records/verdict.js';

/** How many checks had which outcome; `planned` is all of them. */
export function countsOf(checks: readonly JudgedCheck[]): Verdict['counts'] {
  const of = (wanted: Outcome): number => checks.filter((check) => check.outcome === wanted).length;
  return {
    planned: checks.length,
    passed: of('passed'),
    failed: of('failed'),
    flaky: of('flaky'),
    errored: of('errored'),
    missing: of('missing'),
    skipped: of('skipped'),
    stale: of('stale'),
    mismatched: of('mismatched'),
    insufficient: of('insufficient'),
  };
}

/** From the best to the worst, as a stage's one word shows it. */
const worsening: readonly Outcome[] = [
  'passed',
  'flaky',
  'insufficient',
  'skipped',
  'stale',
  'mismatched',
  'missing',
  'errored',
  'failed',
];

/** The worst outcome of the checks that decide; of all, where none of them does. */
export function worstOutcome(checks: readonly JudgedCheck[]): Outcome {
  const blocking = checks.filter(({ tier }) => tier === 'blocking');
  const deciding = blocking.length > 0 ? blocking : checks;
  return worsening.findLast((one) => deciding.some((check) => check.outcome === one)) ?? 'missing';
}
