import { isSafety } from '../records/safety.js';
import type { JudgedCheck } from '../records/verdict.js';
import { outlasts, type Exceptions, type Quarantined } from '../records/waiver.js';
import type { Scales, Weight } from './scales.js';
import { isOver, warningOf } from './time-left.js';
import { unplanned } from './unplanned.js';

/** Were more checks in quarantine than may be when the run was planned? Then none is: which ones would be anybody's guess. */
export function isCrowded(all: Exceptions['quarantine'], { plan, policy }: Scales): boolean {
  const { createdAt } = plan;
  return all.filter(({ expires }) => !isOver(expires, createdAt, createdAt)).length > policy.quarantine.atMost;
}

/** What a quarantine is worth now. @param row of its check; undefined: the plan has no such check. */
export function weighQuarantine(
  quarantined: Quarantined,
  row: JudgedCheck | undefined,
  scales: Scales,
  crowded: boolean,
): Weight {
  const { check, owner, expires } = quarantined;
  const { plan, policy, now } = scales;
  if (isSafety(check, policy) || policy.required.includes(check)) {
    const what = isSafety(check, policy) ? 'a safety check' : 'required by policy.yaml';
    return { standing: 'not-waivable', message: `${check} is ${what}: it always decides.` };
  }
  if (isOver(expires, plan.createdAt, now)) {
    const message = `It expired at ${expires}, and the check decides again: ${owner} must mend it.`;
    return { standing: 'expired', message };
  }
  if (row === undefined) return unplanned(check, scales);
  const { atMost, horizonDays } = policy.quarantine;
  if (outlasts(expires, plan.createdAt, horizonDays)) {
    const message = `It expires at ${expires}, and may last ${horizonDays} days at most.`;
    return { standing: 'beyond-horizon', message };
  }
  if (crowded) {
    const message = `More checks are in quarantine than policy.yaml allows (${atMost}): none of them counts.`;
    return { standing: 'too-many', message };
  }
  const warning = warningOf(quarantined, now);
  if (row.outcome === 'passed') {
    const message = `It passed, and does not decide until ${expires}: end the quarantine if ${owner} has mended it.`;
    return { standing: 'not-needed', message: [message, ...warning].join(' ') };
  }
  const message = `It does not decide until ${expires}; ${owner} is mending it.`;
  return { standing: 'live', message: [message, ...warning].join(' ') };
}
