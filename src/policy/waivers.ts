import { plainName } from '../records/plain-name.js';
import { isSafety } from '../records/safety.js';
import type { JudgedCheck } from '../records/verdict.js';
import { isWaivable, outlasts, type Waiver } from '../records/waiver.js';
import { failureOf } from './failure.js';
import type { Scales, Weight } from './scales.js';
import { isOver, warningOf } from './time-left.js';
import { unplanned } from './unplanned.js';

/**
 * What a waiver is worth now. First what is wrong with the waiver itself, then its time, then what it has to do with its
 * check. @param row of its check; undefined: the plan has no such check.
 */
export function weighWaiver(waiver: Waiver, row: JudgedCheck | undefined, scales: Scales): Weight {
  return flawOf(waiver, scales) ?? (row === undefined ? unplanned(waiver.check, scales) : against(row, waiver, scales));
}

function flawOf(
  { check, owner, approvedBy, from, expires }: Waiver,
  { plan, policy, now }: Scales,
): Weight | undefined {
  if (plainName(owner) === plainName(approvedBy))
    return { standing: 'own-approval', message: `${owner} asked for it and approved it: somebody else must approve.` };
  if (isSafety(check, policy))
    return { standing: 'not-waivable', message: `${check} is a safety check: none is ever waived.` };
  if (isOver(expires, plan.createdAt, now)) {
    const message = `It expired at ${expires}: ${owner} must mend what fails, or have it waived anew.`;
    return { standing: 'expired', message };
  }
  if (from !== undefined && Date.parse(from) > Date.parse(plan.createdAt)) {
    const message = `It holds from ${from} on, and the run was planned before that, at ${plan.createdAt}.`;
    return { standing: 'not-yet-valid', message };
  }
  return undefined;
}

function against(row: JudgedCheck, waiver: Waiver, { plan, policy, now, sha256, records }: Scales): Weight {
  const { expires, approvedBy, reason, signature } = waiver;
  const days = policy.waivers.horizonDays[row.tier];
  if (outlasts(expires, plan.createdAt, days)) {
    const message = `It expires at ${expires}, and may last ${days} days at most for a check that is ${row.tier}.`;
    return { standing: 'beyond-horizon', message };
  }
  const warning = warningOf(waiver, now);
  if (row.outcome === 'passed') {
    const message = ['The check passed without it: remove it if the mending is done.', ...warning].join(' ');
    return { standing: 'not-needed', message };
  }
  if (!isWaivable(row)) {
    const found = row.outcome === 'flaky' ? 'flaky by evidence that is too old' : row.outcome;
    return { standing: 'not-waivable', message: `The check is ${found}: only what failed or was flaky can be waived.` };
  }
  if (signature !== undefined && signature !== sha256(failureOf(row, records.get(row.id)?.measured))) {
    const message = `The check is ${row.outcome} in another way than the one that was waived: mend it, or see "gonogo waive ${row.id}".`;
    return { standing: 'other-failure', message };
  }
  const accepted = `Accepted until ${expires}, approved by ${approvedBy}: ${sentence(reason)}`;
  return { standing: 'live', message: [accepted, ...warning].join(' ') };
}

function sentence(words: string): string {
  return /[.!?…)]$/.test(words) ? words : `${words}.`;
}
