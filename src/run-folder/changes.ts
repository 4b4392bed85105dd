import { tierRule } from '../policy/tier-rule.js';
import { capacityCheck, costCheck, steadyCheck, underLoadCheck } from '../records/load-check.js';
import type { Policy } from '../records/policy.js';
import type { JudgedCheck, Verdict } from '../records/verdict.js';
import { effectOf, isOverBudget } from '../verdict/table.js';

/** What another policy changes in a verdict: of a check, or of the whole run (`run`). */
export interface Change {
  check: string;
  /** A clause that follows the check's id, or stands alone for the run. */
  why: string;
}

/** One verdict and the policy that it is by. */
interface Side {
  verdict: Verdict;
  policy: Policy;
}

/** Why two verdicts of one run's evidence are not the same word: what a NO-GO hangs on first. */
export function changesBetween(before: Side, after: Side): Change[] {
  const [was, is] = [effectsOf(before), effectsOf(after)];
  const rows = new Map(before.verdict.checks.map((row) => [row.id, row]));
  // A row that is no more has no effect: that it passed explains nothing.
  const ids = [...rows.keys()].filter((id) => was.get(id) !== (is.get(id) ?? 'none'));
  const decisive = (id: string): number => Number(was.get(id) === 'NO-GO' || is.get(id) === 'NO-GO');
  const later = new Map(after.verdict.checks.map((row) => [row.id, row]));
  return [
    ...ids
      .toSorted((a, b) => decisive(b) - decisive(a))
      .map((id) => ({ check: id, why: whyOf(rows.get(id), later.get(id), before, after) })),
    ...runChanges(before.verdict, after.verdict),
    ...approvalChanges(before.verdict, after.verdict),
  ];
}

function effectsOf({ verdict, policy }: Side): Map<string, string> {
  const overBudget = isOverBudget(verdict.checks, policy);
  return new Map(verdict.checks.map((row) => [row.id, effectOf(row, overBudget)]));
}

function whyOf(was: JudgedCheck | undefined, is: JudgedCheck | undefined, before: Side, after: Side): string {
  if (was === undefined || is === undefined) {
    const { comparisons, costs } = before.policy;
    const compared = [...comparisons.map(({ check }) => `${check}@`), ...costs.map(costCheck)];
    if (compared.some((start) => was?.id.startsWith(start))) return 'is no longer compared';
    if (before.policy.steady.some((asked) => steadyCheck(asked) === was?.id)) return 'is no longer watched';
    const isSought = before.policy.capacity.some((asked) => capacityCheck(asked) === was?.id);
    const isWalked = before.policy.underLoad.some(({ checks }) => checks.map(underLoadCheck).includes(`${was?.id}`));
    if (isWalked) return 'is no longer walked under load';
    return isSought ? 'is no longer looked for' : 'is no longer required, and nothing is it';
  }
  if (was.quarantine !== is.quarantine) {
    const weighed = after.verdict.quarantine.find(({ check }) => check === is.id);
    return `${is.quarantine === undefined ? 'decides again' : 'is in quarantine'}: ${weighed?.message}`;
  }
  if (was.tier !== is.tier)
    return `${is.tier === 'blocking' ? 'now' : 'no longer'} blocking: ${tierRule(is.id, after.policy)}`;
  if (was.outcome !== is.outcome || was.reasonCode !== is.reasonCode) return `${is.outcome}: ${is.message}`;
  if (was.waiver !== is.waiver) {
    const weighed = after.verdict.waivers.find(({ check }) => check === is.id);
    return `${is.waiver === undefined ? 'waived no longer' : 'waived'}: ${weighed?.message}`;
  }
  return `${is.outcome}, and flakeBudget is ${after.policy.flakeBudget} instead of ${before.policy.flakeBudget}`;
}

function runChanges(before: Verdict, after: Verdict): Change[] {
  const told = (verdict: Verdict): string[] =>
    verdict.reasons.filter(({ check }) => check === 'run').map(({ message }) => message);
  const [was, is] = [told(before), told(after)];
  return [
    ...is.filter((message) => !was.includes(message)).map((why) => ({ check: 'run', why })),
    ...was.filter((message) => !is.includes(message)).map((why) => ({ check: 'run', why: `no longer: ${why}` })),
  ];
}

function approvalChanges(before: Verdict, after: Verdict): Change[] {
  const asked = ({ approvals }: Verdict): string => approvals.map(({ role, count }) => `${count} × ${role}`).join(', ');
  const [was, is] = [asked(before), asked(after)];
  if (was === is) return [];
  return [{ check: 'run', why: `the policy asks for ${is === '' ? 'no approval' : `approvals: ${is}`}` }];
}
