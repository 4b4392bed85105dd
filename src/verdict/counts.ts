import type { Outcome } from '../records/check.js';
import type { JudgedCheck, Verdict } from '../records/verdict.js';

/** How many checks had which outcome; `planned` is all of them. */
export function countsOf(checks: readonly JudgedCheck[]): Verdict['counts'] {
  const counts: Verdict['counts'] = {
    planned: checks.length,
    passed: 0,
    failed: 0,
    flaky: 0,
    errored: 0,
    missing: 0,
    skipped: 0,
    stale: 0,
    mismatched: 0,
    insufficient: 0,
  };
  for (const { outcome } of checks) counts[outcome] += 1;
  return counts;
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
  const found = new Set(deciding.map(({ outcome }) => outcome));
  return worsening.findLast((one) => found.has(one)) ?? 'missing';
}
