import type { JudgedCheck, Verdict } from '../records/verdict.js';
import { excuseOf } from './text/exceptions.js';

/** What machine-readable test reports list: the checks, and when need be the run itself. */
export type Case = Pick<
  JudgedCheck,
  'id' | 'title' | 'stage' | 'tier' | 'outcome' | 'message' | 'durationMs' | 'evidence'
> &
  Partial<JudgedCheck>;

/**
 * One case for one check, so that every count agrees with the verdict. Only where the verdict is not GO and yet no
 * case would be red (nothing was planned, the plan was partial, everything was skipped or waived, flakes over the budget) one
 * case more stands for the run: a pipeline that reads nothing but this file must not see green.
 */
export function cases(verdict: Verdict): Case[] {
  const red = verdict.checks.some(
    (check) => !['passed', 'flaky', 'skipped'].includes(check.outcome) && excuseOf(check) === undefined,
  );
  return verdict.verdict === 'GO' || red ? verdict.checks : [...verdict.checks, verdictCase(verdict)];
}

function verdictCase(verdict: Verdict): Case {
  const cause = verdict.reasons[0];
  return {
    id: 'run/verdict',
    title: `Verdict: ${verdict.verdict}`,
    stage: 'run',
    tier: 'blocking',
    outcome: verdict.verdict === 'NO-GO' ? 'failed' : 'errored',
    message: cause === undefined ? verdict.headline : `${verdict.headline} ${cause.message}`,
    durationMs: 0,
    evidence: [],
    ...(cause === undefined ? {} : { reasonCode: cause.reasonCode, attribution: cause.attribution }),
  };
}
